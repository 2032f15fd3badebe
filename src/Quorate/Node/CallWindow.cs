namespace Quorate;

/// <summary>
/// The requests of one session that were handed to the core and have not executed here, by number: contiguous,
/// completed from the head. A request outlives its caller, because the numbers of a session must have no gap.
/// </summary>
internal sealed class CallWindow
{
    private const ulong FirstNumber = 1;
    private readonly Slot[] _slots;

    private readonly long _bytesMax;
    private long _bytes;

    public CallWindow(int capacity, int bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytesMax, 1);
        _slots = new Slot[capacity];
        _bytesMax = bytesMax;
    }

    /// <summary>The lowest number outstanding.</summary>
    public ulong Head { get; private set; } = FirstNumber;

    /// <summary>The number of the next request.</summary>
    public ulong Tail { get; private set; } = FirstNumber;

    public int Count => (int)(Tail - Head);

    public int Capacity => _slots.Length;

    public bool IsFull => Count == _slots.Length || _bytes >= _bytesMax;

    /// <summary>Begins the numbers of a new session.</summary>
    public void Reset()
    {
        Contract.Assert(Count == 0, "the numbers of a session end before those of the next begin");
        Head = FirstNumber;
        Tail = FirstNumber;
    }

    public bool Contains(ulong number) => number >= Head && number < Tail;

    public EntryItem ItemAt(ulong number)
    {
        Contract.Assert(Contains(number), "only an outstanding request is sent again");
        return SlotAt(number).Item;
    }

    public void Add(PendingCall call, in EntryItem item)
    {
        Contract.Assert(!IsFull, "the window is never exceeded");
        Contract.Assert(item.Number.Value == Tail, "requests are numbered without gaps");
        SlotAt(Tail) = new Slot(call, item);
        Tail++;
        _bytes += item.EncodedLength;
    }

    /// <summary>Removes the lowest request; its caller, or null when it has stopped waiting.</summary>
    public PendingCall? RemoveHead()
    {
        Contract.Assert(Count > 0, "a request is removed where one is outstanding");
        ref var slot = ref SlotAt(Head);
        var call = slot.Call;
        _bytes -= slot.Item.EncodedLength;
        slot = default;
        Head++;
        return call;
    }

    /// <summary>Takes the caller off a request, which stays outstanding.</summary>
    public PendingCall? Forget(ulong number)
    {
        Contract.Assert(Contains(number), "a caller is taken off an outstanding request");
        ref var slot = ref SlotAt(number);
        var call = slot.Call;
        slot = slot with { Call = null };
        return call;
    }

    /// <summary>Takes off the callers whose deadline has passed.</summary>
    /// <returns>The earliest deadline of those that remain.</returns>
    public MonotonicTime Expire(MonotonicTime now, List<PendingCall> expired)
    {
        var earliest = MonotonicTime.Never;
        for (var number = Head; number < Tail; number++)
        {
            var call = SlotAt(number).Call;
            if (call is not null && call.Deadline <= now)
            {
                expired.Add(call);
                Forget(number);
            }
            else if (call is not null)
            {
                earliest = MonotonicTime.Min(earliest, call.Deadline);
            }
        }

        return earliest;
    }

    private ref Slot SlotAt(ulong number) => ref _slots[number % (ulong)_slots.Length];

    private readonly record struct Slot(PendingCall? Call, EntryItem Item);
}
