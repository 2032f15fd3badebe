namespace Quorate.Simulation;

/// <summary>The checkers of one protocol's own promises, in one run.</summary>
internal interface IProtocolChecker
{
    /// <summary>Promises compared with the durable image.</summary>
    long Promises { get; }

    /// <summary>A replica starts again, with what its journal found.</summary>
    void Restarted(int replica, RecoveredState recovered);

    /// <summary>A replica stands here after a step.</summary>
    void Stands(int replica, in CoreStatus status);

    /// <summary>A message leaves a replica whose disk holds <paramref name="image"/>.</summary>
    void Released(int replica, ReplicaId to, Message message, DurableImage image);

    /// <summary>
    /// An entry becomes committed for the first time, at a replica that is where <paramref name="status"/> says.
    /// </summary>
    void Committed(int replica, in CommittedEntry committed, in CoreStatus status);
}
