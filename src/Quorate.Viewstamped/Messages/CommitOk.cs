namespace Quorate.Viewstamped;

/// <summary>
/// Echoes a confirmation round (viewstamped.md A4): "I was in this view after you began that round". Sent by a backup
/// to the primary at once; needs no flush.
/// </summary>
public sealed class CommitOk : Message
{
    private const int Length = 8;

    /// <summary>The round heard.</summary>
    public required RoundNumber Round { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.CommitOk;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Round.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static CommitOk? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new CommitOk
        {
            View = header.View,
            Round = new RoundNumber(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
