namespace Quorate.Simulation;

/// <summary>
/// The checkpoint files of one replica. A checkpoint being written is lost in a crash; a durable one stays until it is
/// released.
/// </summary>
internal sealed class CheckpointStore : ICheckpointReader
{
    private readonly List<StoredCheckpoint> _durable = [];
    private CheckpointReference _incoming;
    private ReadOnlyMemory<byte>[] _incomingChunks = [];
    private int _incomingCount;

    /// <summary>A checkpoint is completely on disk.</summary>
    /// <returns>The checksum of all its bytes, and how many there are.</returns>
    public (Checksum Content, long Bytes) Store(
        in CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var bytes = 0L;
        var kept = new List<ReadOnlyMemory<byte>>();
        var content = default(Checksum);
        foreach (var chunk in chunks)
        {
            content = Checksum.Of(chunk.Span, (long)content.Value);
            kept.Add(chunk.ToArray());
            bytes += chunk.Length;
        }

        var op = reference.Op;
        _durable.RemoveAll(stored => stored.Reference.Op == op);
        _durable.Add(new StoredCheckpoint(reference, kept));
        return (content, bytes);
    }

    /// <summary>Takes a chunk of a checkpoint that is being fetched.</summary>
    /// <returns>All chunks, when this was the last one missing.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Receive(
        in CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        Contract.Assert(chunk >= 0 && chunk < chunkCount, "a chunk belongs to its checkpoint");
        if (chunk == 0)
        {
            _incoming = reference;
            _incomingChunks = new ReadOnlyMemory<byte>[chunkCount];
            _incomingCount = 0;
        }

        Contract.Assert(
            reference == _incoming && chunkCount == _incomingChunks.Length && chunk == _incomingCount,
            "the chunks of one checkpoint come in order, from chunk 0");
        _incomingChunks[_incomingCount++] = bytes;
        return _incomingCount == chunkCount ? _incomingChunks : null;
    }

    /// <summary>Finds the chunk of a durable checkpoint.</summary>
    /// <returns>The answer to the core.</returns>
    public CheckpointRead Read(Cookie cookie, OpNumber op, int chunk)
    {
        foreach (var stored in _durable)
        {
            if (stored.Reference.Op == op && chunk >= 0 && chunk < stored.Chunks.Count)
            {
                return new CheckpointRead(cookie, stored.Reference, chunk, stored.Chunks.Count, stored.Chunks[chunk]);
            }
        }

        return new CheckpointRead(cookie, new CheckpointReference { Op = op }, chunk, 0, default);
    }

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference)
    {
        foreach (var stored in _durable)
        {
            if (stored.Reference == reference)
            {
                return stored.Chunks;
            }
        }

        throw new ContractViolationException($"the checkpoint at op {reference.Op} is not durable here");
    }

    /// <summary>Whether a checkpoint is durable here.</summary>
    public bool Holds(CheckpointReference reference) => _durable.Exists(stored => stored.Reference == reference);

    /// <summary>Drops the durable checkpoints older than one.</summary>
    public void Release(OpNumber kept) => _durable.RemoveAll(stored => stored.Reference.Op < kept);

    /// <summary>The process died: what was being fetched is gone.</summary>
    public void Crash()
    {
        _incoming = default;
        _incomingChunks = [];
        _incomingCount = 0;
    }

    private sealed record StoredCheckpoint(CheckpointReference Reference, IReadOnlyList<ReadOnlyMemory<byte>> Chunks);
}
