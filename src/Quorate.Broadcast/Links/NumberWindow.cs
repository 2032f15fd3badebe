namespace Quorate.Broadcast;

/// <summary>
/// Which numbers of a sender have been seen: all below a low mark, and some of the next W. Bounded, because a sender
/// keeps all that it has under way within W numbers.
/// </summary>
internal sealed class NumberWindow(int size)
{
    private readonly bool[] _seen = new bool[size];

    /// <summary>The lowest number not seen.</summary>
    public ulong Low { get; private set; } = 1;

    /// <summary>Whether the number was seen before.</summary>
    public bool IsSeen(ulong number) => number < Low || (!IsBeyond(number) && _seen[Slot(number)]);

    /// <summary>Whether the number is further ahead than the window reaches.</summary>
    public bool IsBeyond(ulong number) => number >= Low && number - Low >= (ulong)_seen.Length;

    /// <summary>Marks a number that is neither seen nor beyond.</summary>
    public void Add(ulong number)
    {
        Contract.Assert(!IsBeyond(number), "a number beyond the window was let in");
        Contract.Assert(!IsSeen(number), "a number is marked once");
        _seen[Slot(number)] = true;
        while (_seen[Slot(Low)])
        {
            _seen[Slot(Low)] = false;
            Low++;
        }
    }

    private int Slot(ulong number) => (int)(number % (ulong)_seen.Length);
}
