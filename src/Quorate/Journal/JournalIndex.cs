using System.Numerics;

namespace Quorate;

/// <summary>
/// Where each entry of the log stands: a ring over consecutive ops, so that adding one allocates nothing.
/// </summary>
internal sealed class JournalIndex
{
    private const int CapacityMin = 1024;
    private JournalPosition[] _positions = new JournalPosition[CapacityMin];

    /// <summary>The op of the first entry, or of the next one when there is none.</summary>
    public OpNumber First { get; private set; } = new(1);

    /// <summary>Entries.</summary>
    public int Count { get; private set; }

    /// <summary>The op of the last entry, or the one before <see cref="First"/>.</summary>
    public OpNumber Head => new(First.Value + (ulong)Count - 1);

    /// <summary>Whether the entry is there.</summary>
    public bool Contains(OpNumber op) => op >= First && op <= Head;

    /// <summary>The place of an entry that is there.</summary>
    public JournalPosition this[OpNumber op]
    {
        get
        {
            Contract.Assert(Contains(op), "only entries of the log have a place");
            return _positions[Slot(op)];
        }
    }

    /// <summary>Adds the entry after the head.</summary>
    public void Add(OpNumber op, JournalPosition position)
    {
        Contract.Assert(op.Value == Head.Value + 1, "the log has no gap");
        Contract.Assert(Count == 0 || position > this[Head], "later entries stand later in the journal");
        if (Count == _positions.Length)
        {
            Grow();
        }

        _positions[Slot(op)] = position;
        Count++;
    }

    /// <summary>Forgets all entries: the next one follows <paramref name="last"/>.</summary>
    public void Reset(OpNumber last)
    {
        First = last.Next;
        Count = 0;
    }

    /// <summary>
    /// Drops the entries after <paramref name="last"/>; an op outside the log leaves none, and the log goes on after
    /// it.
    /// </summary>
    public void Truncate(OpNumber last)
    {
        if (last.Value + 1 < First.Value || last > Head)
        {
            Reset(last);
            return;
        }

        Count = (int)(last.Value + 1 - First.Value);
    }

    /// <summary>Forgets the entries that stand before <paramref name="position"/>.</summary>
    public void DropBefore(JournalPosition position)
    {
        while (Count > 0 && this[First] < position)
        {
            First = First.Next;
            Count--;
        }
    }

    // The capacity is a power of two, so a slot is stable until the ring grows.
    private int Slot(OpNumber op) => (int)(op.Value & (ulong)(_positions.Length - 1));

    private void Grow()
    {
        var larger = new JournalPosition[BitOperations.RoundUpToPowerOf2((uint)_positions.Length + 1)];
        for (var index = 0UL; index < (ulong)Count; index++)
        {
            var op = new OpNumber(First.Value + index);
            larger[op.Value & (ulong)(larger.Length - 1)] = _positions[Slot(op)];
        }

        _positions = larger;
    }
}
