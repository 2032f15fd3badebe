using Quorate.Broadcast;

namespace Quorate.Hosting;

/// <summary>Lamport's total order: every replica orders what it is given, and each is needed.</summary>
public sealed class LamportProtocol : IReplicaProtocol
{
    /// <inheritdoc/>
    public string Name => "lamport";

    /// <inheritdoc/>
    public byte Letter => (byte)'L';

    /// <inheritdoc/>
    public bool HasPrimary => false;

    /// <inheritdoc/>
    public IReplicaCore CreateCore(QuorateOptions options, ISessionTable sessions)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parsed = ClusterId.TryParse(options.ClusterId, out var cluster);
        Contract.Assert(parsed, "options are validated before a core is made");
        var core = new LamportOptions
        {
            Cluster = cluster,
            Self = new ReplicaId((byte)options.ReplicaId),
            Members = options.Members.Count,
            HeartbeatInterval = options.HeartbeatInterval,
            SilenceTimeout = options.SuspectTimeout,
            CheckpointOps = options.CheckpointEveryOps,
        };
        return new LamportReplica(core, sessions);
    }

    /// <inheritdoc/>
    public OpNumber AcknowledgedBy(IReplicaCore core, ReplicaId member) =>
        ((LamportReplica)core).AcknowledgedBy(member);

    /// <inheritdoc/>
    public IMessageDecoder CreateDecoder() => new LamportMessageDecoder();
}
