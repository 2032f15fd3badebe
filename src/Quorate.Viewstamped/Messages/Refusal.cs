namespace Quorate.Viewstamped;

/// <summary>
/// Tells the replica whose session sent a request that it was refused for good, and not logged.
/// </summary>
public sealed class Refusal : Message
{
    private const int Length = 20;

    /// <summary>The session.</summary>
    public required SessionId Session { get; init; }

    /// <summary>The request.</summary>
    public required RequestNumber Number { get; init; }

    /// <summary>A <see cref="RefusalReason"/>.</summary>
    public required int Reason { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.Refusal;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Session.Value);
        writer.U64(Number.Value);
        writer.U32((uint)Reason);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static Refusal? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new Refusal
        {
            View = header.View,
            Session = new SessionId(reader.U64()),
            Number = new RequestNumber(reader.U64()),
            Reason = (int)reader.U32(),
        };
        return reader.IsComplete ? message : null;
    }
}
