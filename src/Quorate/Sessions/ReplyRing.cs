namespace Quorate;

/// <summary>
/// The last replies of one session, by request number: contiguous numbers, the oldest forgotten first. Keeps an
/// order-free sum of their hashes, so that the digest of the table costs nothing per reply when it is asked for.
/// </summary>
internal sealed class ReplyRing
{
    private const int CapacityMin = 16;
    private const int HashedLength = 48;
    private Slot[] _slots = [];
    private int _first;

    /// <summary>Replies kept.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all replies kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>The sum of the hashes of all replies kept.</summary>
    public UInt128 HashSum { get; private set; }

    /// <summary>The reply at a place, 0 being the oldest.</summary>
    public StoredReply this[int index]
    {
        get
        {
            Contract.Assert((uint)index < (uint)Count, "a reply is read where one is kept");
            return _slots[(_first + index) & (_slots.Length - 1)].Reply;
        }
    }

    /// <summary>Adds the newest reply.</summary>
    public void Add(RequestNumber number, in StoredReply reply)
    {
        if (Count == _slots.Length)
        {
            Grow();
        }

        var hash = HashOf(number, reply);
        _slots[(_first + Count) & (_slots.Length - 1)] = new Slot(reply, hash);
        Count++;
        Bytes += reply.Reply.Length;
        HashSum += hash;
    }

    /// <summary>Forgets the oldest replies until the limits hold; the newest stays whatever its size.</summary>
    public void Trim(int repliesMax, int bytesMax)
    {
        while (Count > 1 && (Count > repliesMax || Bytes > bytesMax))
        {
            ref var oldest = ref _slots[_first];
            Bytes -= oldest.Reply.Reply.Length;
            HashSum -= oldest.Hash;
            oldest = default;
            _first = (_first + 1) & (_slots.Length - 1);
            Count--;
        }
    }

    /// <summary>The replies kept, oldest first, as of now.</summary>
    public StoredReply[] ToArray()
    {
        var copy = new StoredReply[Count];
        for (var index = 0; index < copy.Length; index++)
        {
            copy[index] = this[index];
        }

        return copy;
    }

    private static UInt128 HashOf(RequestNumber number, in StoredReply reply)
    {
        Span<byte> hashed = stackalloc byte[HashedLength];
        var writer = new SpanWriter(hashed);
        writer.U64(number.Value);
        writer.U64(reply.Op.Value);
        writer.U64(reply.RequestDigest);
        writer.U64((ulong)reply.Reply.Length);
        writer.U128(Checksum.Of(reply.Reply.Span).Value);
        return Checksum.Of(hashed).Value;
    }

    private void Grow()
    {
        var slots = new Slot[Math.Max(CapacityMin, _slots.Length * 2)];
        for (var index = 0; index < Count; index++)
        {
            slots[index] = _slots[(_first + index) & (_slots.Length - 1)];
        }

        _slots = slots;
        _first = 0;
    }

    private readonly record struct Slot(StoredReply Reply, UInt128 Hash);
}
