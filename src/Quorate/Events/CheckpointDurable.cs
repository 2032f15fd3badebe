namespace Quorate;

/// <summary>A checkpoint is on disk: taken here, or fetched and verified.</summary>
public sealed class CheckpointDurable(CheckpointReference reference, long bytes) : ReplicaEvent
{
    /// <summary>The checkpoint.</summary>
    public CheckpointReference Reference { get; } = reference;

    /// <summary>Its size on disk, in bytes.</summary>
    public long Bytes { get; } = bytes;
}
