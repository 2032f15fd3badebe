namespace Quorate;

/// <summary>A checkpoint that the executor took: immutable, not yet on disk.</summary>
/// <param name="Reference">Which one.</param>
/// <param name="Chunks">Its content, lazily, on any thread.</param>
public sealed record TakenCheckpoint(CheckpointReference Reference, IEnumerable<ReadOnlyMemory<byte>> Chunks);
