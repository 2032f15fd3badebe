namespace Quorate;

/// <summary>The replica without which nothing goes on here.</summary>
/// <param name="Replica">Who is awaited; of several the one that is silent longest.</param>
/// <param name="SilentSince">When it was last heard, on this replica's clock.</param>
public readonly record struct Awaited(ReplicaId Replica, MonotonicTime SilentSince);
