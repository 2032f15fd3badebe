namespace Quorate;

/// <summary>A checkpoint is on disk: taken here, or fetched and verified.</summary>
public sealed class CheckpointDurable(CheckpointReference reference) : ReplicaEvent
{
    /// <summary>The checkpoint.</summary>
    public CheckpointReference Reference { get; } = reference;
}
