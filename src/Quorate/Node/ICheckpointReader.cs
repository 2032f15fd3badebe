namespace Quorate;

/// <summary>Opens durable checkpoints for the executor to load.</summary>
public interface ICheckpointReader
{
    /// <summary>
    /// The chunks of a durable checkpoint, in order, exactly as <see cref="IHostEffects.PersistCheckpoint"/> or
    /// <see cref="IHostEffects.WriteCheckpoint"/> received them. Each is valid until the next one
    /// is asked for.
    /// </summary>
    /// <param name="reference">Which checkpoint; it is durable here.</param>
    IEnumerable<ReadOnlyMemory<byte>> Open(CheckpointReference reference);
}
