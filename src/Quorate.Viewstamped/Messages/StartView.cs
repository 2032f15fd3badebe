namespace Quorate.Viewstamped;

/// <summary>
/// "The view has begun with this log" (VRR §4.2 step 4). Sent by the new primary to all, and again to whoever still
/// sends DoViewChange. Promise: leaves after view, log-view and log are durable in one step (viewstamped.md V5).
/// </summary>
public sealed class StartView : Message
{
    private const int HeadLength = (3 * 8) + 16;

    /// <summary>The head of the view's log when the message was made.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>The primary's commit number.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <summary>The op just before the suffix; everything up to it is committed.</summary>
    public required OpNumber After { get; init; }

    /// <summary>Identity of the entry at <see cref="After"/>.</summary>
    public required Checksum AfterChecksum { get; init; }

    /// <summary>The last entries of the log, up to the head.</summary>
    public required IReadOnlyList<Entry> Suffix { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.StartView;

    /// <inheritdoc/>
    public override int PayloadLength => HeadLength + EntryListCodec.LengthOf(Suffix);

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Op.Value);
        writer.U64(CommitNumber.Value);
        writer.U64(After.Value);
        writer.U128(AfterChecksum.Value);
        EntryListCodec.Write(ref writer, Suffix);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static StartView? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var op = new OpNumber(reader.U64());
        var commit = new OpNumber(reader.U64());
        var after = new OpNumber(reader.U64());
        var afterChecksum = new Checksum(reader.U128());
        if (reader.Failed || !EntryListCodec.TryRead(payload[HeadLength..], out var suffix)
            || commit > op || after > op || !SuffixCodec.Fits(after, afterChecksum, op, suffix, mayBeEmpty: false))
        {
            return null;
        }

        return new StartView
        {
            View = header.View,
            Op = op,
            CommitNumber = commit,
            After = after,
            AfterChecksum = afterChecksum,
            Suffix = suffix,
        };
    }
}
