namespace Quorate.Viewstamped;

/// <summary>
/// Answers a read request once a confirmation round that began after it has been echoed by a quorum.
/// </summary>
public sealed class ReadReply : Message
{
    private const int Length = 24;

    /// <summary>The sender's name for the read.</summary>
    public required Cookie Cookie { get; init; }

    /// <summary>
    /// Everything acknowledged before the read began is at or below this op. At a new primary it may not be committed
    /// yet (viewstamped.md V6): the reader waits until it has executed it.
    /// </summary>
    public required OpNumber Op { get; init; }

    /// <summary>The primary's commit number, so that the reader need not wait for a heartbeat.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.ReadReply;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Cookie.Value);
        writer.U64(Op.Value);
        writer.U64(CommitNumber.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static ReadReply? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new ReadReply
        {
            View = header.View,
            Cookie = new Cookie(reader.U64()),
            Op = new OpNumber(reader.U64()),
            CommitNumber = new OpNumber(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
