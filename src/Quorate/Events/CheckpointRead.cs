namespace Quorate;

/// <summary>
/// Answers <see cref="IHostEffects.ReadCheckpoint"/>; a chunk count of zero says that the checkpoint is gone.
/// </summary>
public sealed class CheckpointRead(
    Cookie cookie, CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) : ReplicaEvent
{
    /// <summary>Which read.</summary>
    public Cookie Cookie { get; } = cookie;

    /// <summary>The checkpoint that was read.</summary>
    public CheckpointReference Reference { get; } = reference;

    /// <summary>The chunk's place.</summary>
    public int Chunk { get; } = chunk;

    /// <summary>Chunks of the whole checkpoint.</summary>
    public int ChunkCount { get; } = chunkCount;

    /// <summary>The chunk.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;
}
