using Quorate.Viewstamped;

namespace Quorate.Hosting;

/// <summary>Viewstamped Replication: 2f + 1 replicas of which f may crash.</summary>
public sealed class ViewstampedProtocol : IReplicaProtocol
{
    /// <inheritdoc/>
    public string Name => "vr";

    /// <inheritdoc/>
    public byte Letter => (byte)'V';

    /// <inheritdoc/>
    public bool HasPrimary => true;

    /// <inheritdoc/>
    public IReplicaCore CreateCore(QuorateOptions options, ISessionTable sessions)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parsed = ClusterId.TryParse(options.ClusterId, out var cluster);
        Contract.Assert(parsed, "options are validated before a core is made");
        var core = new ViewstampedOptions
        {
            Cluster = cluster,
            Self = new ReplicaId((byte)options.ReplicaId),
            Members = options.Members.Count,
            HeartbeatInterval = options.HeartbeatInterval,
            SuspectTimeout = options.SuspectTimeout,
            AbdicateTimeout = options.SuspectTimeout * 4,
            CheckpointOps = options.CheckpointEveryOps,
        };
        return new ViewstampedReplica(core, sessions);
    }

    /// <inheritdoc/>
    public OpNumber AcknowledgedBy(IReplicaCore core, ReplicaId member) =>
        ((ViewstampedReplica)core).AcknowledgedBy(member);

    /// <inheritdoc/>
    public IMessageDecoder CreateDecoder() => new ViewstampedMessageDecoder();
}
