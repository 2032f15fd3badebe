namespace Quorate.Viewstamped;

/// <summary>
/// "My log is frozen for this view, and this is what it holds" (VRR §4.2; viewstamped.md V3, A5). Sent to all; only the
/// new primary gets the entries. Promise: leaves after the view and everything it reports is durable; says the same for
/// as long as it is sent.
/// </summary>
public sealed class DoViewChange : Message
{
    private const int HeadLength = (6 * 8) + 16 + 8;

    /// <summary>The view whose log the sender holds: the only thing logs are ranked by, before their length.</summary>
    public required ViewNumber LogView { get; init; }

    /// <summary>The sender's head.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>The sender's commit number.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <summary>The sender's last durable checkpoint.</summary>
    public required OpNumber Checkpoint { get; init; }

    /// <summary>The op just before the suffix; everything up to it is committed.</summary>
    public required OpNumber After { get; init; }

    /// <summary>Identity of the entry at <see cref="After"/>.</summary>
    public required Checksum AfterChecksum { get; init; }

    /// <summary>
    /// The last entries of the log, up to the head; empty where the receiver is not the view's primary.
    /// </summary>
    public required IReadOnlyList<Entry> Suffix { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.DoViewChange;

    /// <inheritdoc/>
    public override int PayloadLength => HeadLength + EntryListCodec.LengthOf(Suffix);

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(LogView.Value);
        writer.U64(Op.Value);
        writer.U64(CommitNumber.Value);
        writer.U64(Checkpoint.Value);
        writer.U64(After.Value);
        writer.U128(AfterChecksum.Value);
        writer.U64(0); // present bits: their place, until repair of corrupt entries uses it (viewstamped.md A5)
        writer.U64(0); // nack bits, likewise
        EntryListCodec.Write(ref writer, Suffix);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static DoViewChange? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var logView = new ViewNumber(reader.U64());
        var op = new OpNumber(reader.U64());
        var commit = new OpNumber(reader.U64());
        var checkpoint = new OpNumber(reader.U64());
        var after = new OpNumber(reader.U64());
        var afterChecksum = new Checksum(reader.U128());
        var bits = reader.U64() | reader.U64();
        if (reader.Failed || bits != 0 || !EntryListCodec.TryRead(payload[HeadLength..], out var suffix)
            || logView >= header.View || commit > op || after > op
            || !SuffixCodec.Fits(after, afterChecksum, op, suffix, mayBeEmpty: true))
        {
            return null;
        }

        return new DoViewChange
        {
            View = header.View,
            LogView = logView,
            Op = op,
            CommitNumber = commit,
            Checkpoint = checkpoint,
            After = after,
            AfterChecksum = afterChecksum,
            Suffix = suffix,
        };
    }
}
