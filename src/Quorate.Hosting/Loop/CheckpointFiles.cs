namespace Quorate.Hosting;

/// <summary>
/// The checkpoints of one replica on disk. The checkpoint thread writes and serves them; the loop opens them to load a
/// state.
/// </summary>
internal sealed class CheckpointFiles(ICheckpointMedium medium, ClusterId cluster) : ICheckpointReader
{
    private readonly Lock _gate = new(); // Protects the store and its medium, which are for one thread at a time.
    private readonly CheckpointStore _store = new(medium, cluster);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference)
    {
        byte[] buffer = [];
        for (var place = 0; ; place++)
        {
            if (Read(reference.Op, place, ref buffer) is not { } chunk || chunk.Reference != reference)
            {
                throw new FormatException(
                    $"The checkpoint at op {reference.Op} is missing or damaged (chunk {place}): "
                    + "replace this replica.");
            }

            yield return chunk.Bytes;
            if (place + 1 >= chunk.ChunkCount)
            {
                yield break;
            }
        }
    }

    /// <summary>Writes a checkpoint; it is durable when this returns.</summary>
    /// <returns>Its bytes.</returns>
    public long Persist(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        lock (_gate)
        {
            _store.Write(reference, chunks);
            return medium.Length(reference.Op);
        }
    }

    /// <summary>Reads a chunk; null when there is no such checkpoint or chunk, or it is damaged.</summary>
    public CheckpointChunk? Read(OpNumber op, int chunk)
    {
        lock (_gate)
        {
            return _store.Read(op, chunk);
        }
    }

    private CheckpointChunk? Read(OpNumber op, int chunk, ref byte[] buffer)
    {
        lock (_gate)
        {
            return _store.Read(op, chunk, ref buffer);
        }
    }

    /// <summary>Stores a chunk that a peer sent.</summary>
    /// <returns>The bytes of the whole when that was the last one and it is durable; else null.</returns>
    public long? Receive(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            return _store.Receive(reference, chunk, chunkCount, bytes.Span) == CheckpointReceipt.Complete
                ? medium.Length(reference.Op)
                : null;
        }
    }

    /// <summary>Deletes the checkpoints before the one at <paramref name="op"/>.</summary>
    public void Release(OpNumber op)
    {
        lock (_gate)
        {
            _store.Release(op);
        }
    }
}
