namespace Quorate.Simulation;

/// <summary>
/// Which operations the search has ordered: one bit each, operations with a known outcome first, by invocation. Since
/// what is ordered is nearly a prefix, a copy holds only the words in which it differs from one.
/// </summary>
/// <param name="definite">Operations with a known outcome.</param>
/// <param name="open">Operations without; their bits stand in words of their own.</param>
internal sealed class OrderedSet(int definite, int open)
{
    private const int WordBits = 64;

    private readonly ulong[] _definite = new ulong[(definite / WordBits) + 1];
    private readonly ulong[] _open = new ulong[(open + WordBits - 1) / WordBits];
    private int _highest = -1;
    private int _lowestMissing;

    /// <summary>Operations with a known outcome that are ordered.</summary>
    public int DefiniteCount { get; private set; }

    /// <summary>Adds an operation that is not in it.</summary>
    public void Add(int operation)
    {
        if (operation >= definite)
        {
            _open[(operation - definite) / WordBits] |= Bit(operation - definite);
            return;
        }

        _definite[operation / WordBits] |= Bit(operation);
        DefiniteCount++;
        _highest = Math.Max(_highest, operation);
        while (_lowestMissing < definite && Has(_lowestMissing))
        {
            _lowestMissing++;
        }
    }

    /// <summary>Removes an operation that is in it.</summary>
    public void Remove(int operation)
    {
        if (operation >= definite)
        {
            _open[(operation - definite) / WordBits] &= ~Bit(operation - definite);
            return;
        }

        _definite[operation / WordBits] &= ~Bit(operation);
        DefiniteCount--;
        _lowestMissing = Math.Min(_lowestMissing, operation);
        while (_highest >= 0 && !Has(_highest))
        {
            _highest--;
        }
    }

    /// <summary>
    /// A copy that equals another copy, word by word, exactly when both sets are equal: the first word that is not
    /// full, the words from there to the last that is not empty, then those of the open operations.
    /// </summary>
    public ulong[] Copy()
    {
        var first = _lowestMissing / WordBits;
        var count = Math.Max((_highest / WordBits) - first + 1, 0);
        count = _highest < 0 ? 0 : count;
        var copy = new ulong[1 + count + _open.Length];
        copy[0] = (ulong)first;
        Array.Copy(_definite, first, copy, 1, count);
        _open.CopyTo(copy, 1 + count);
        return copy;
    }

    private bool Has(int operation) => (_definite[operation / WordBits] & Bit(operation)) != 0;

    private static ulong Bit(int index) => 1UL << (index % WordBits);
}
