namespace Quorate.Viewstamped;

/// <summary>
/// Answers GetState (VRR §5.2, corrected by viewstamped.md S1–S6). Entries at or below the commit number are facts
/// whatever the view; what lies above is included only when the sender is normal in the frame's view and the message
/// reaches its head.
/// </summary>
public sealed class NewState : Message
{
    private const int HeadLength = 8 + 8 + 8 + 8 + 1 + CheckpointReference.EncodedLength;

    /// <summary>The question's nonce.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The question's op: the first entry follows it.</summary>
    public required OpNumber After { get; init; }

    /// <summary>The sender's head.</summary>
    public required OpNumber Op { get; init; }

    /// <summary>The sender's commit number.</summary>
    public required OpNumber CommitNumber { get; init; }

    /// <summary>
    /// Whether the sender is normal in the frame's view and the entries reach its head: the whole log follows.
    /// </summary>
    public required bool IsComplete { get; init; }

    /// <summary>Offered instead of entries when the log no longer reaches back; op zero when not.</summary>
    public required CheckpointReference Checkpoint { get; init; }

    /// <summary>The entries after <see cref="After"/>.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <inheritdoc/>
    public override byte Kind => (byte)MessageKind.NewState;

    /// <inheritdoc/>
    public override int PayloadLength => HeadLength + EntryListCodec.LengthOf(Entries);

    /// <inheritdoc/>
    public override void WritePayload(ref SpanWriter writer)
    {
        writer.U64(Nonce);
        writer.U64(After.Value);
        writer.U64(Op.Value);
        writer.U64(CommitNumber.Value);
        writer.U8(IsComplete ? (byte)1 : (byte)0);
        Checkpoint.Write(ref writer);
        EntryListCodec.Write(ref writer, Entries);
    }

    /// <summary>Decodes the payload; null when it is not canonical.</summary>
    internal static NewState? Read(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var nonce = reader.U64();
        var after = new OpNumber(reader.U64());
        var op = new OpNumber(reader.U64());
        var commit = new OpNumber(reader.U64());
        var isComplete = reader.Flag();
        var checkpoint = CheckpointReference.Read(ref reader);
        if (reader.Failed || !EntryListCodec.TryRead(payload[HeadLength..], out var entries) || commit > op)
        {
            return null;
        }

        var last = entries.Count == 0 ? after : entries[^1].Op;
        var limit = isComplete ? op : commit;
        var bounded = entries.Count == 0 || (entries[0].Op == after.Next && last <= limit);
        return !bounded || (isComplete && (last < op || checkpoint.Op != OpNumber.Zero))
            ? null
            : new NewState
            {
                View = header.View,
                Nonce = nonce,
                After = after,
                Op = op,
                CommitNumber = commit,
                IsComplete = isComplete,
                Checkpoint = checkpoint,
                Entries = entries,
            };
    }
}
