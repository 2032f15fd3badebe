namespace Quorate;

/// <summary>The first event: the host has opened the journal and made a new incarnation durable.</summary>
public sealed class Started(
    Incarnation incarnation, ulong seed, MonotonicTime now, RecoveredState recovered) : ReplicaEvent
{
    /// <summary>How often this replica has been started.</summary>
    public Incarnation Incarnation { get; } = incarnation;

    /// <summary>Fresh randomness from the host (jitter, nonces).</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The clock at the start.</summary>
    public MonotonicTime Now { get; } = now;

    /// <summary>What the journal holds.</summary>
    public RecoveredState Recovered { get; } = recovered;
}
