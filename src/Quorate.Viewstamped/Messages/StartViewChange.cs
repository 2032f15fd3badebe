namespace Quorate.Viewstamped;

/// <summary>
/// A vote to leave the sender's view (viewstamped.md A2): promises nothing, needs no flush, expires. The frame carries
/// the sender's durable view; sent by any replica to all.
/// </summary>
public sealed class StartViewChange : Message
{
    private const int Length = 8;

    /// <summary>The view the sender wants to enter.</summary>
    public required ViewNumber Candidate { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.StartViewChange;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Candidate.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static StartViewChange? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new StartViewChange
        {
            View = header.View,
            Candidate = new ViewNumber(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
