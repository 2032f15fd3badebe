namespace Quorate;

/// <summary>
/// One walk over an object's state that serves both directions, so that writing and restoring cannot drift apart: each
/// method takes the current value and returns the value to keep. A writer returns what it was given; a reader ignores
/// it.
/// </summary>
public abstract class CanonicalCodec
{
    /// <summary>Whether the walk restores.</summary>
    public abstract bool IsReading { get; }

    /// <summary>Eight bytes.</summary>
    public abstract ulong U64(ulong current);

    /// <summary>Bytes with their length.</summary>
    public abstract ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> current);

    /// <summary>Eight bytes, two's complement.</summary>
    public long I64(long current) => unchecked((long)U64(unchecked((ulong)current)));

    /// <summary>A number below 2³¹.</summary>
    public int I32(int current) => checked((int)I64(current));

    /// <summary>A flag.</summary>
    public bool Flag(bool current) => U64(current ? 1UL : 0) != 0;

    /// <summary>Sixteen bytes.</summary>
    public UInt128 U128(UInt128 current) => new(U64((ulong)(current >> 64)), U64((ulong)current));

    /// <summary>A time of the monotonic clock.</summary>
    public MonotonicTime Time(MonotonicTime current) => new(I64(current.Nanoseconds));

    /// <summary>An op-number.</summary>
    public OpNumber Op(OpNumber current) => new(U64(current.Value));

    /// <summary>A view-number.</summary>
    public ViewNumber View(ViewNumber current) => new(U64(current.Value));

    /// <summary>A ticket.</summary>
    public Ticket Ticket(Ticket current) => new(U64(current.Value));

    /// <summary>A cookie.</summary>
    public Cookie Cookie(Cookie current) => new(U64(current.Value));

    /// <summary>A member.</summary>
    public ReplicaId Replica(ReplicaId current) => new((byte)U64(current.Value));

    /// <summary>An entry, verified when restored.</summary>
    public Entry Entry(Entry? current)
    {
        var bytes = Bytes(current?.Encoded ?? default);
        if (!IsReading)
        {
            return current!;
        }

        Contract.Assert(Quorate.Entry.TryRead(bytes, out var entry), "canonical state holds valid entries");
        return entry!;
    }

    /// <summary>A checkpoint reference.</summary>
    public CheckpointReference Checkpoint(CheckpointReference current) => new(
        Op(current.Op),
        new Checksum(U128(current.EntryChecksum.Value)),
        new AgreedTime(I64(current.Timestamp.UnixNanoseconds)),
        new Checksum(U128(current.StateDigest.Value)));

    /// <summary>A list: its length, then each item.</summary>
    /// <param name="items">The list to write, or to fill anew.</param>
    /// <param name="item">Walks one item; gets the default when restoring.</param>
    /// <typeparam name="T">The item's type.</typeparam>
    public void List<T>(IList<T> items, Func<T?, T> item)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        var count = I32(items.Count);
        if (IsReading)
        {
            items.Clear();
        }

        for (var i = 0; i < count; i++)
        {
            if (IsReading)
            {
                items.Add(item(default));
            }
            else
            {
                item(items[i]);
            }
        }
    }

    /// <summary>A queue, first item first.</summary>
    /// <param name="items">The queue to write, or to fill anew.</param>
    /// <param name="item">Walks one item; gets the default when restoring.</param>
    /// <typeparam name="T">The item's type.</typeparam>
    public void Queue<T>(Queue<T> items, Func<T?, T> item)
    {
        ArgumentNullException.ThrowIfNull(items);
        List<T> list = [.. items];
        List(list, item);
        items.Clear();
        foreach (var restored in list)
        {
            items.Enqueue(restored);
        }
    }
}
