namespace Quorate;

/// <summary>Who a replica is.</summary>
public sealed record ReplicaNodeOptions
{
    /// <summary>This replica.</summary>
    public required ReplicaId Self { get; init; }

    /// <summary>Its cluster; frames of another one are refused.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Members of the configuration; frames of senders beyond it are refused.</summary>
    public required int Replicas { get; init; }
}
