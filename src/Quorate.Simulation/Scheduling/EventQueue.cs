namespace Quorate.Simulation;

/// <summary>
/// The world's agenda: a four-way heap of values ordered by (time, sequence). Four children a node halve the depth of a
/// binary heap and share a cache line.
/// </summary>
internal sealed class EventQueue
{
    private const int Arity = 4;
    private ScheduledEvent[] _heap = new ScheduledEvent[256];
    private ulong _sequence;

    /// <summary>Events waiting.</summary>
    public int Count { get; private set; }

    /// <summary>The time of the next event; the end of time when there is none.</summary>
    public long NextTime => Count == 0 ? long.MaxValue : _heap[0].Time;

    /// <summary>Schedules an event.</summary>
    public void Add(long time, WorldEventKind kind, int node, int index = 0, ulong value = 0)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var added = new ScheduledEvent(time, _sequence++, kind, node, index, value);
        var hole = Count++;
        while (hole > 0)
        {
            var parent = (hole - 1) / Arity;
            if (!Before(added, _heap[parent]))
            {
                break;
            }

            _heap[hole] = _heap[parent];
            hole = parent;
        }

        _heap[hole] = added;
    }

    /// <summary>Takes the earliest event; of equally early ones the one scheduled first.</summary>
    public ScheduledEvent Take()
    {
        Contract.Assert(Count > 0, "the agenda is not empty");
        var first = _heap[0];
        var last = _heap[--Count];
        var hole = 0;
        for (var child = 1; child < Count; child = (hole * Arity) + 1)
        {
            var least = LeastOf(child);
            if (!Before(_heap[least], last))
            {
                break;
            }

            _heap[hole] = _heap[least];
            hole = least;
        }

        _heap[hole] = last;
        return first;
    }

    private int LeastOf(int firstChild)
    {
        var least = firstChild;
        var end = Math.Min(firstChild + Arity, Count);
        for (var child = firstChild + 1; child < end; child++)
        {
            least = Before(_heap[child], _heap[least]) ? child : least;
        }

        return least;
    }

    private static bool Before(in ScheduledEvent left, in ScheduledEvent right) =>
        left.Time < right.Time || (left.Time == right.Time && left.Sequence < right.Sequence);
}
