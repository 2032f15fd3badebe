namespace Quorate.Viewstamped;

/// <summary>
/// "Entries 1 to <see cref="Op"/>, as this view defines them, are durable here and my durable log-view is this
/// view" (viewstamped.md N4). Sent by a backup to the primary; cumulative. Promise: leaves only after the append it
/// names is flushed.
/// </summary>
public sealed class PrepareOk : Message
{
    private const int Length = 40;

    /// <summary>The highest op acknowledged.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>Identity of the entry at that op.</summary>
    public required Checksum EntryChecksum { get; init; }

    /// <summary>The latest confirmation round heard in this view (viewstamped.md A4).</summary>
    public required RoundNumber Round { get; init; }

    /// <summary>The sender's last durable checkpoint.</summary>
    public required OpNumber Checkpoint { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.PrepareOk;

    /// <inheritdoc/>
    public override int PayloadLength => Length;

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Op.Value);
        writer.U128(EntryChecksum.Value);
        writer.U64(Round.Value);
        writer.U64(Checkpoint.Value);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static PrepareOk? Read(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var reader = new SpanReader(payload);
        var message = new PrepareOk
        {
            View = header.View,
            Op = new OpNumber(reader.U64()),
            EntryChecksum = new Checksum(reader.U128()),
            Round = new RoundNumber(reader.U64()),
            Checkpoint = new OpNumber(reader.U64()),
        };
        return reader.IsComplete ? message : null;
    }
}
