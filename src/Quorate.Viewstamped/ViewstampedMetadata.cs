namespace Quorate.Viewstamped;

/// <summary>
/// What a replica of Viewstamped Replication must never forget besides log and checkpoint (viewstamped.md §2 §10):
/// the protocol's block of the metadata.
/// </summary>
public sealed record ViewstampedMetadata
{
    private const byte Protocol = (byte)'V';
    private const byte Version = 1;
    private const int EncodedLength = 2 + (5 * sizeof(ulong));

    /// <summary>The current view; durable before any message that carries it.</summary>
    public ViewNumber View { get; init; }

    /// <summary>The view whose log is installed here; never regresses (viewstamped.md 10.1).</summary>
    public ViewNumber LogView { get; init; }

    /// <summary>
    /// While <see cref="LogView"/> is below <see cref="View"/>: the head of the frozen log that every DoViewChange for
    /// this view reports (viewstamped.md V3). Entries above it are not part of this replica's log.
    /// </summary>
    public OpNumber FrozenOp { get; init; }

    /// <summary>The commit number that the frozen DoViewChange reports.</summary>
    public OpNumber FrozenCommit { get; init; }

    /// <summary>A commit number known to be right when written; a hint, possibly old.</summary>
    public OpNumber CommitHint { get; init; }

    /// <summary>Encodes the block.</summary>
    public ProtocolBlock ToBlock()
    {
        Span<byte> bytes = stackalloc byte[EncodedLength];
        var writer = new SpanWriter(bytes);
        writer.U8(Protocol);
        writer.U8(Version);
        writer.U64(View.Value);
        writer.U64(LogView.Value);
        writer.U64(FrozenOp.Value);
        writer.U64(FrozenCommit.Value);
        writer.U64(CommitHint.Value);
        return ProtocolBlock.Of(bytes);
    }

    /// <summary>Decodes a block; an empty one is that of a replica that has promised nothing yet.</summary>
    /// <returns>The content, or null when the block is another protocol's or not canonical.</returns>
    public static ViewstampedMetadata? TryRead(ProtocolBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.IsEmpty)
        {
            return new ViewstampedMetadata();
        }

        var reader = new SpanReader(block.Bytes);
        var isOurs = reader.U8() == Protocol && reader.U8() == Version;
        var metadata = new ViewstampedMetadata
        {
            View = new ViewNumber(reader.U64()),
            LogView = new ViewNumber(reader.U64()),
            FrozenOp = new OpNumber(reader.U64()),
            FrozenCommit = new OpNumber(reader.U64()),
            CommitHint = new OpNumber(reader.U64()),
        };
        return isOurs && reader.IsComplete ? metadata : null;
    }

    /// <summary>The block of metadata that a replica of this protocol is known to have written.</summary>
    public static ViewstampedMetadata Of(DurableState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var metadata = TryRead(state.Protocol);
        Contract.Assert(metadata is not null, "the metadata was written by this protocol");
        return metadata;
    }
}
