using Microsoft.Extensions.Logging;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>Everything a replica's host logs.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Information,
        "{Replica} of cluster {Cluster} starts: incarnation {Incarnation}, log up to {Position}, "
        + "checkpoint at op {Checkpoint}, data in {Directory}")]
    public static partial void Starting(
        ILogger logger, ReplicaId replica, ClusterId cluster, ulong incarnation, OpNumber position,
        OpNumber checkpoint, string directory);

    [LoggerMessage(2, LogLevel.Error,
        "{Replica} does not vote, because its log is damaged: {Corruption}. The other replicas continue without it. "
        + "Restore its files from a copy made while it was stopped; never start it with an empty data directory, "
        + "because it would forget what it has acknowledged")]
    public static partial void Corrupt(ILogger logger, ReplicaId replica, string corruption);

    [LoggerMessage(3, LogLevel.Critical, "{Replica} stops in view {View} at op {Op}: {Reason}")]
    public static partial void Stopped(ILogger logger, ReplicaId replica, ViewNumber view, OpNumber op, string reason);

    [LoggerMessage(4, LogLevel.Information, "{Replica} has stopped")]
    public static partial void StoppedCleanly(ILogger logger, ReplicaId replica);

    [LoggerMessage(5, LogLevel.Information,
        "{Replica} has caught up {TotalMilliseconds:F0} ms after its process started: program {Program:F0} ms, journal "
        + "{Journal:F0} ms, connections {Connections:F0} ms, checkpoint {Checkpoint:F0} ms, joining and replaying "
        + "{Entries} entries {Replay:F0} ms")]
    public static partial void Started(
        ILogger logger, ReplicaId replica, double totalMilliseconds, double program, double journal, double connections,
        double checkpoint, double replay, ulong entries);

    [LoggerMessage(10, LogLevel.Information, "{Replica} is connected to {Peer}")]
    public static partial void PeerUp(ILogger logger, ReplicaId replica, ReplicaId peer);

    [LoggerMessage(11, LogLevel.Warning, "{Replica} lost its connection to {Peer}: {Reason}")]
    public static partial void PeerDown(ILogger logger, ReplicaId replica, ReplicaId peer, string reason);

    [LoggerMessage(12, LogLevel.Warning,
        "A connection between {Replica} and {Remote} was refused ({Refusal}): {Reason}")]
    public static partial void Refused(
        ILogger logger, ReplicaId replica, string remote, HandshakeRefusal refusal, string reason);

    [LoggerMessage(20, LogLevel.Information,
        "{Replica} is normal in view {View}: op {Op}, commit {Commit}; {PauseMilliseconds:F0} ms of garbage "
        + "collection pauses since the last change")]
    public static partial void BecameNormal(
        ILogger logger, ReplicaId replica, ViewNumber view, OpNumber op, OpNumber commit, double pauseMilliseconds);

    [LoggerMessage(21, LogLevel.Warning,
        "{Replica}: {Change}, view {View}, op {Op}, commit {Commit}; {PauseMilliseconds:F0} ms of garbage "
        + "collection pauses since the last change")]
    public static partial void Changed(
        ILogger logger, ReplicaId replica, TraceKind change, ViewNumber view, OpNumber op, OpNumber commit,
        double pauseMilliseconds);

    [LoggerMessage(22, LogLevel.Error,
        "{Replica}: {Count} view changes in a row failed (view {View}): are a majority of the replicas connected?")]
    public static partial void ViewChangeAlarm(ILogger logger, ReplicaId replica, ulong count, ViewNumber view);

    [LoggerMessage(23, LogLevel.Debug, "{Replica}: {Event}, op {Op}")]
    public static partial void Checkpoint(ILogger logger, ReplicaId replica, TraceKind @event, OpNumber op);

    [LoggerMessage(24, LogLevel.Error,
        "{Replica} refuses what {Peer} says, because it contradicts what is known of {Peer}: ask for the status of "
        + "{Replica}, which says how")]
    public static partial void Contradicted(ILogger logger, ReplicaId replica, ReplicaId peer);

    [LoggerMessage(30, LogLevel.Warning,
        "{Replica}: a turn of the loop took {TurnMilliseconds:F0} ms, {PauseMilliseconds:F0} ms of it paused for "
        + "garbage collection ({Items} items)")]
    public static partial void SlowTurn(
        ILogger logger, ReplicaId replica, double turnMilliseconds, double pauseMilliseconds, int items);

    [LoggerMessage(31, LogLevel.Warning,
        "{Replica}: making {Writes} writes durable took {Milliseconds:F0} ms: is the disk overloaded?")]
    public static partial void SlowFlush(ILogger logger, ReplicaId replica, int writes, double milliseconds);
}
