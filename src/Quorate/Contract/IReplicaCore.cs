namespace Quorate;

/// <summary>
/// A protocol core with its admission: a deterministic function of (configuration, events) (architecture.md §2). No IO,
/// clock, task, lock or ambient randomness inside; its driver executes the effects in the order they were emitted.
/// </summary>
public interface IReplicaCore
{
    /// <summary>Handles one event. Effects are emitted in order; the sink must not call back into the core.</summary>
    /// <param name="replicaEvent">What happened.</param>
    /// <param name="effects">Receives what is to be done.</param>
    void Step(ReplicaEvent replicaEvent, IEffects effects);

    /// <summary>When the next <see cref="Tick"/> is wanted; the host may tick earlier or later.</summary>
    MonotonicTime NextDeadline { get; }

    /// <summary>What the replica is doing, for status pages, the front-end's retransmission and checkers.</summary>
    CoreStatus Status { get; }
}
