namespace Quorate.Hosting;

/// <summary>A replicated state machine as an application sees it, on any replica, from any thread.</summary>
public interface IReplicatedService
{
    /// <summary>Submits one operation for ordered, exactly-once execution.</summary>
    /// <param name="operation">
    /// The operation's bytes. They must stay unchanged until the task completes, and for good when the outcome is
    /// unknown: the request may then still be sent again, because the numbers of a session have no gaps.
    /// </param>
    /// <param name="timeout">How long to wait for the outcome.</param>
    /// <param name="cancellationToken">Stops waiting; the operation may execute nevertheless.</param>
    /// <returns>The outcome: definite, or unknown when time ran out.</returns>
    ValueTask<SubmitResult> SubmitAsync(
        ReadOnlyMemory<byte> operation, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>
    /// Confirms leadership by a shared round and returns a state that contains everything acknowledged before the call
    /// (architecture.md §5): querying it is linearizable. Null when it could not be confirmed in time.
    /// </summary>
    ValueTask<ServiceSnapshot?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>This replica's own state now, possibly stale (etcd's "serializable").</summary>
    ServiceSnapshot ReadLocal();

    /// <summary>What this replica is doing.</summary>
    CoreStatus Status { get; }

    /// <summary>
    /// Whom this replica waits for, once it has heard nothing of it for longer than the suspect time-out; null while
    /// things go on, and always null in protocols that vote a silent replica out.
    /// </summary>
    Stall? Stall { get; }

    /// <summary>The name of the replication protocol, one of <see cref="ReplicaProtocols"/>.</summary>
    string Protocol { get; }

    /// <summary>The members and what this replica knows about each.</summary>
    IReadOnlyList<PeerStatus> Peers { get; }

    /// <summary>What this replica counts, beside what the meter <c>Quorate</c> measures.</summary>
    IReadOnlyList<ServiceCounter> Counters { get; }

    /// <summary>The cluster.</summary>
    ClusterId Cluster { get; }

    /// <summary>This replica.</summary>
    ReplicaId Self { get; }
}
