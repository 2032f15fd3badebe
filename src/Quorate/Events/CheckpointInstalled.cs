namespace Quorate;

/// <summary>The executor's state is now the checkpoint's.</summary>
public sealed class CheckpointInstalled(CheckpointReference reference) : ReplicaEvent
{
    /// <summary>The checkpoint.</summary>
    public CheckpointReference Reference { get; } = reference;
}
