namespace Quorate;

/// <summary>
/// A replica's checkpoints (viewstamped.md K2): written out of sight, sealed by a footer, published whole. For one
/// thread, which need not be the journal's: the two share nothing, and the metadata refers to a checkpoint only after
/// it is published.
/// </summary>
public sealed class CheckpointStore
{
    /// <summary>
    /// The largest chunk, in bytes: what <see cref="IStateSnapshot.Chunks"/> promises, with room for a head.
    /// </summary>
    public const int ChunkBytesMax = 1 << 20;

    private const int OwnDraft = 0;
    private const int ReceivedDraft = 1;
    private readonly ICheckpointMedium _medium;
    private readonly ClusterId _cluster;
    private readonly SortedList<OpNumber, (CheckpointFooter Footer, byte[] Table)> _opened = [];
    private CheckpointDraft? _received;
    private int _receivedCount;

    /// <summary>Opens the store.</summary>
    /// <param name="medium">Where the checkpoints are.</param>
    /// <param name="cluster">The cluster; checkpoints of another one do not count as there.</param>
    public CheckpointStore(ICheckpointMedium medium, ClusterId cluster)
    {
        ArgumentNullException.ThrowIfNull(medium);
        _medium = medium;
        _cluster = cluster;
    }

    /// <summary>The checkpoints that are whole as far as footer and table tell, ascending.</summary>
    public IReadOnlyList<CheckpointReference> List()
    {
        var references = new List<CheckpointReference>();
        foreach (var op in _medium.List())
        {
            if (TryOpen(op, out var footer, out _))
            {
                references.Add(footer.Reference);
            }
        }

        return references;
    }

    /// <summary>Writes a checkpoint of this replica; durable and published when it returns.</summary>
    /// <param name="reference">Which checkpoint.</param>
    /// <param name="chunks">Its content, enumerated once; each at most <see cref="ChunkBytesMax"/>.</param>
    /// <exception cref="CheckpointFailedException">The disk refused; nothing was published.</exception>
    public void Write(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var draft = new CheckpointDraft(_medium, OwnDraft, _cluster, reference);
        foreach (var chunk in chunks)
        {
            Contract.Assert(chunk.Length <= ChunkBytesMax, "a checkpoint's chunks are small");
            draft.Add(chunk.Span);
        }

        Publish(draft);
    }

    /// <summary>
    /// Stores a chunk that a peer sent. Chunks come in order; chunk 0 begins anew, whatever was being received. The
    /// peer's bytes are not compared with the state digest here: installing them does that.
    /// </summary>
    /// <exception cref="CheckpointFailedException">The disk refused; nothing was published.</exception>
    public CheckpointReceipt Receive(
        CheckpointReference reference, int chunk, int chunkCount, ReadOnlySpan<byte> bytes)
    {
        if (chunkCount < 1 || bytes.Length > ChunkBytesMax)
        {
            return CheckpointReceipt.Ignored;
        }

        if (chunk == 0)
        {
            _received = new CheckpointDraft(_medium, ReceivedDraft, _cluster, reference);
            _receivedCount = chunkCount;
        }

        if (_received is not { } draft || draft.Reference != reference || draft.Count != chunk
            || _receivedCount != chunkCount)
        {
            return CheckpointReceipt.Ignored;
        }

        draft.Add(bytes);
        if (draft.Count < chunkCount)
        {
            return CheckpointReceipt.Stored;
        }

        _received = null;
        Publish(draft);
        return CheckpointReceipt.Complete;
    }

    /// <summary>Reads one chunk and verifies it.</summary>
    /// <returns>The chunk; null when the checkpoint is not there, has no such chunk, or is damaged.</returns>
    public CheckpointChunk? Read(OpNumber op, int chunk)
    {
        byte[] own = [];
        return Read(op, chunk, ref own);
    }

    /// <summary>Reads one chunk into a buffer that is used again, and verifies it.</summary>
    /// <param name="op">The checkpoint.</param>
    /// <param name="chunk">The chunk, from 0.</param>
    /// <param name="buffer">Holds the chunk afterwards; replaced when it is too small.</param>
    /// <returns>The chunk; null when the checkpoint is not there, has no such chunk, or is damaged.</returns>
    public CheckpointChunk? Read(OpNumber op, int chunk, ref byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!TryOpen(op, out var footer, out var table) || chunk < 0 || chunk >= footer.ChunkCount)
        {
            return null;
        }

        var row = new SpanReader(table.AsSpan(chunk * CheckpointFooter.RowLength, CheckpointFooter.RowLength));
        var offset = (long)row.U64();
        var length = (int)row.U32();
        row.U32();
        var checksum = new Checksum(row.U128());
        if (length is < 0 or > ChunkBytesMax || offset < 0 || offset + length > footer.TableOffset)
        {
            return null;
        }

        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        var bytes = buffer.AsMemory(0, length);
        return _medium.Read(op, offset, bytes.Span) == length && Checksum.Of(bytes.Span) == checksum
            ? new CheckpointChunk(footer.Reference, footer.ChunkCount, bytes)
            : null;
    }

    /// <summary>Whether every chunk of the checkpoint can be read.</summary>
    public bool Verify(CheckpointReference reference)
    {
        if (!TryOpen(reference.Op, out var footer, out _) || footer.Reference != reference)
        {
            return false;
        }

        for (var chunk = 0; chunk < footer.ChunkCount; chunk++)
        {
            if (Read(reference.Op, chunk) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Deletes the checkpoints below <paramref name="op"/>, which the durable metadata refers to. A later one stays:
    /// its news may still be on the way to the core.
    /// </summary>
    public void Release(OpNumber op)
    {
        foreach (var published in _medium.List())
        {
            if (published < op)
            {
                _opened.Remove(published);
                _medium.Delete(published);
            }
        }
    }

    private void Publish(CheckpointDraft draft)
    {
        _opened.Remove(draft.Reference.Op);
        draft.Publish();
    }

    private bool TryOpen(OpNumber op, out CheckpointFooter footer, out byte[] table)
    {
        if (!_opened.TryGetValue(op, out var opened))
        {
            if (Load(op) is not { } loaded)
            {
                (footer, table) = (null!, []);
                return false;
            }

            opened = loaded;
            _opened.Add(op, opened);
        }

        (footer, table) = opened;
        return true;
    }

    private (CheckpointFooter Footer, byte[] Table)? Load(OpNumber op)
    {
        var end = new byte[CheckpointFooter.EncodedLength];
        var length = Contains(op) ? _medium.Length(op) : 0;
        if (length < end.Length || _medium.Read(op, length - end.Length, end) != end.Length
            || CheckpointFooter.TryRead(end) is not { } footer
            || footer.Cluster != _cluster || footer.Reference.Op != op || footer.ObjectLength != length)
        {
            return null;
        }

        var table = new byte[footer.ChunkCount * CheckpointFooter.RowLength];
        var isWhole = _medium.Read(op, footer.TableOffset, table) == table.Length
            && Checksum.Of(table) == footer.TableChecksum;
        return isWhole ? (footer, table) : null;
    }

    private bool Contains(OpNumber op)
    {
        foreach (var published in _medium.List())
        {
            if (published == op)
            {
                return true;
            }
        }

        return false;
    }
}
