namespace Quorate.Hosting;

/// <summary>Checkpoints kept in memory, for hosts whose state must not outlive them: tests and experiments.</summary>
internal sealed class MemoryCheckpoints : ICheckpointFiles
{
    private readonly Lock _gate = new(); // Protects the map: the executor opens checkpoints on its own thread.
    private readonly SortedList<ulong, (CheckpointReference Reference, List<ReadOnlyMemory<byte>> Chunks)> _kept = [];
    private List<ReadOnlyMemory<byte>> _incoming = [];

    public IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference)
    {
        lock (_gate)
        {
            return _kept.TryGetValue(reference.Op.Value, out var found)
                ? found.Chunks
                : throw new FormatException($"There is no checkpoint at op {reference.Op}.");
        }
    }

    public long Persist(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        List<ReadOnlyMemory<byte>> copy = [.. chunks];
        lock (_gate)
        {
            _kept[reference.Op.Value] = (reference, copy);
        }

        return copy.Sum(chunk => (long)chunk.Length);
    }

    public CheckpointChunk? Read(OpNumber op, int chunk)
    {
        lock (_gate)
        {
            return _kept.TryGetValue(op.Value, out var found) && (uint)chunk < (uint)found.Chunks.Count
                ? new CheckpointChunk(found.Reference, found.Chunks.Count, found.Chunks[chunk])
                : null;
        }
    }

    public long? Write(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        _incoming = chunk == 0 ? [] : _incoming;
        if (chunk != _incoming.Count)
        {
            return null;
        }

        _incoming.Add(bytes.ToArray());
        return _incoming.Count == chunkCount ? Persist(reference, _incoming) : null;
    }

    public void Release(OpNumber op)
    {
        lock (_gate)
        {
            foreach (var other in _kept.Keys.Where(kept => kept != op.Value).ToList())
            {
                _kept.Remove(other);
            }
        }
    }
}
