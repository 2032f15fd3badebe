namespace Quorate.Hosting;

/// <summary>The checkpoints of one replica on disk, for one thread; opening one for the executor may happen on another.</summary>
internal interface ICheckpointFiles : ICheckpointReader
{
    /// <summary>Writes a checkpoint; it is durable when this returns.</summary>
    /// <returns>Its bytes.</returns>
    long Persist(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks);

    /// <summary>Reads a chunk; null when there is no such checkpoint or chunk, or it is damaged.</summary>
    CheckpointChunk? Read(OpNumber op, int chunk);

    /// <summary>Stores a chunk that a peer sent.</summary>
    /// <returns>The bytes of the whole when that was the last one and it is verified and durable; else null.</returns>
    long? Write(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes);

    /// <summary>Deletes all checkpoints but the one at <paramref name="op"/>, and what later ones are being written.</summary>
    void Release(OpNumber op);
}
