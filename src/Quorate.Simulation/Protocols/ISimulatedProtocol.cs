namespace Quorate.Simulation;

/// <summary>
/// A protocol as the world runs it: how its replicas are made, what its system model lets go wrong, what its own
/// promises are, and how long it may take to recover. Everything else of the world is the same for all protocols.
/// </summary>
internal interface ISimulatedProtocol
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>
    /// Whether replicas beyond a quorum may stay dead when the faults stop; else all of them must come back.
    /// </summary>
    bool ToleratesAbsence { get; }

    /// <summary>Takes out of a drawn plan what the protocol's system model does not allow.</summary>
    FaultPlan Limit(FaultPlan drawn);

    /// <summary>
    /// Simulated nanoseconds within which everything completes once the faults have stopped and all but
    /// <paramref name="absent"/> replicas are up and connected.
    /// </summary>
    long CompletionBudget(int absent);

    /// <summary>The checkers of the promises that only this protocol makes.</summary>
    /// <param name="checkers">The checkers of every protocol.</param>
    /// <param name="images">What is durable at each replica.</param>
    IProtocolChecker NewChecker(Checkers checkers, DurableImage[] images);

    /// <summary>A core of one incarnation of a replica.</summary>
    IReplicaCore NewCore(ReplicaId self, ISessionTable sessions);

    /// <summary>Decodes the protocol's messages.</summary>
    IMessageDecoder NewDecoder();
}
