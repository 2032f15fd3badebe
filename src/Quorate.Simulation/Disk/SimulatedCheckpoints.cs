namespace Quorate.Simulation;

/// <summary>
/// The checkpoints of one replica: the production store over a medium whose drafts do not survive a crash. What was
/// published stays until it is released; the store's own memory belongs to an incarnation.
/// </summary>
internal sealed class SimulatedCheckpoints(ClusterId cluster) : ICheckpointReader
{
    private readonly SimulatedCheckpointMedium _medium = new();
    private CheckpointStore? _store;

    private CheckpointStore Store => _store ??= new CheckpointStore(_medium, cluster);

    /// <summary>Writes a checkpoint; durable when this returns.</summary>
    public void Write(in CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks) =>
        Store.Write(reference, chunks);

    /// <summary>Stores a chunk that a peer sent.</summary>
    /// <returns>Whether the checkpoint is whole, and durable.</returns>
    public bool Receive(in CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        var receipt = Store.Receive(reference, chunk, chunkCount, bytes.Span);
        Contract.Assert(
            receipt != CheckpointReceipt.Ignored, "the chunks of one checkpoint come in order, from chunk 0");
        return receipt == CheckpointReceipt.Complete;
    }

    /// <summary>All bytes of a published checkpoint: the same on every replica that has it.</summary>
    public ReadOnlyMemory<byte> ContentOf(OpNumber op) => _medium.ContentOf(op);

    /// <summary>Finds a chunk for a peer.</summary>
    public CheckpointRead Read(Cookie cookie, OpNumber op, int chunk) => Store.Read(op, chunk) is { } found
        ? new CheckpointRead(cookie, found.Reference, chunk, found.ChunkCount, found.Bytes)
        : new CheckpointRead(cookie, new CheckpointReference { Op = op }, chunk, 0, default);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference)
    {
        for (var place = 0; ; place++)
        {
            if (Store.Read(reference.Op, place) is not { } chunk || chunk.Reference != reference)
            {
                throw new ContractViolationException($"the checkpoint at op {reference.Op} is not durable here");
            }

            yield return chunk.Bytes;
            if (place + 1 >= chunk.ChunkCount)
            {
                yield break;
            }
        }
    }

    /// <summary>Drops the durable checkpoints older than one.</summary>
    public void Release(OpNumber kept) => Store.Release(kept);

    /// <summary>The process died: what was being written or fetched is gone.</summary>
    public void Crash()
    {
        _medium.Crash();
        _store = null;
    }
}
