namespace Quorate;

/// <summary>
/// The executor took the checkpoint that an entry was marked for; the node has handed it to the host to persist.
/// </summary>
public sealed class CheckpointTaken(CheckpointReference reference) : ReplicaEvent
{
    /// <summary>The checkpoint.</summary>
    public CheckpointReference Reference { get; } = reference;
}
