namespace Quorate.Hosting;

/// <summary>A chunk of a checkpoint that was read back.</summary>
internal readonly record struct CheckpointChunk(CheckpointReference Reference, int ChunkCount, ReadOnlyMemory<byte> Bytes);
