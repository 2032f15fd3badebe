namespace Quorate;

/// <summary>One chunk of a stored checkpoint, verified.</summary>
/// <param name="Reference">The checkpoint.</param>
/// <param name="ChunkCount">Chunks of the whole checkpoint.</param>
/// <param name="Bytes">The chunk.</param>
public readonly record struct CheckpointChunk(
    CheckpointReference Reference, int ChunkCount, ReadOnlyMemory<byte> Bytes);
