namespace Quorate;

/// <summary>One registered session: executed facts only (viewstamped.md C2).</summary>
internal sealed class Session(SessionId id, UInt128 clientId)
{
    private const int HashedLength = 64;

    /// <summary>The op of its register entry.</summary>
    public SessionId Id { get; } = id;

    /// <summary>The random identity it was registered for.</summary>
    public UInt128 ClientId { get; } = clientId;

    /// <summary>The highest number executed.</summary>
    public RequestNumber Last { get; set; }

    /// <summary><see cref="Last"/> as of the last whole entry: what admission may know.</summary>
    public RequestNumber LastReported { get; set; }

    /// <summary>The op of the last execution, or of the registration: decides who is evicted.</summary>
    public OpNumber LastOp { get; set; } = new(id.Value);

    /// <summary>The last replies; the newest is that of <see cref="Last"/>.</summary>
    public ReplyRing Replies { get; } = new();

    /// <summary>Where the next reply is written.</summary>
    public ReplyBuffer Buffer { get; } = new();

    /// <summary>Finds a kept reply.</summary>
    public bool TryGetReply(RequestNumber number, out StoredReply reply)
    {
        var age = Last.Value - number.Value;
        if (number == RequestNumber.Zero || number > Last || age >= (ulong)Replies.Count)
        {
            reply = default;
            return false;
        }

        reply = Replies[Replies.Count - 1 - (int)age];
        return true;
    }

    /// <summary>Digest of everything this session holds.</summary>
    public Checksum Digest()
    {
        Span<byte> hashed = stackalloc byte[HashedLength];
        var writer = new SpanWriter(hashed);
        writer.U64(Id.Value);
        writer.U128(ClientId);
        writer.U64(Last.Value);
        writer.U64(LastOp.Value);
        writer.U64((ulong)Replies.Count);
        writer.U128(Replies.HashSum);
        return Checksum.Of(hashed);
    }
}
