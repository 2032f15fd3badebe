using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>Validated options, turned into what each part of a replica needs.</summary>
internal sealed class ReplicaSetup
{
    private readonly IStateMachine _machine;

    /// <exception cref="ReplicaStartException">The options contradict each other; the message lists all
    /// problems.</exception>
    public ReplicaSetup(QuorateOptions options, IStateMachine machine, IReplicaProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(machine);
        var verdict = new QuorateOptionsValidator().Validate(null, options);
        if (verdict.Failed)
        {
            throw new ReplicaStartException(string.Join(Environment.NewLine, verdict.Failures));
        }

        Options = options;
        _machine = machine;
        Protocol = protocol ?? ReplicaProtocols.Of(options.Protocol);
        Transport = TransportOf(options, Protocol);
    }

    public QuorateOptions Options { get; }

    public IReplicaProtocol Protocol { get; }

    public TransportOptions Transport { get; }

    /// <summary>Composes the replica, and what publishes its status.</summary>
    public ReplicaNode CreateNode(IHostEffects effects, ICheckpointReader checkpoints, out StatusPublisher status)
    {
        var sessions = new SessionTable(new SessionTableOptions());
        var frontEnd = new FrontEnd(new FrontEndOptions
        {
            WaitingMax = Options.PendingOperationsMax,
            OperationBytesMax = Options.OperationBytesMax,
        });
        var who = new ReplicaNodeOptions
        {
            Self = Transport.Self,
            Cluster = Transport.Cluster,
            Replicas = Transport.Members.Count,
        };
        var core = Protocol.CreateCore(Options, sessions);
        var executor = new Executor(_machine, sessions, frontEnd);
        var node = new ReplicaNode(
            who, core, Protocol.CreateDecoder(), executor, frontEnd, effects, checkpoints);
        status = new StatusPublisher(Protocol, core, node, Transport.Members.Count);
        return node;
    }

    private static TransportOptions TransportOf(QuorateOptions options, IReplicaProtocol protocol)
    {
        var isCluster = ClusterId.TryParse(options.ClusterId, out var cluster);
        Contract.Assert(isCluster, "the cluster id is validated before it is used");
        var self = new ReplicaId((byte)options.ReplicaId);
        return new TransportOptions
        {
            Cluster = cluster,
            Protocol = protocol.Letter,
            Self = self,
            Members = [.. options.Members.Select((address, place) => Parse(new ReplicaId((byte)place), address))],
            Poll = options.Tls is null && ConnectionPoll.IsSupported ? new ConnectionPoll() : null,
            Listen = options.ListenAddress is { } listen ? Parse(self, listen) : null,
            Tls = options.Tls is { } tls
                ? new TlsOptions
                {
                    CertificatePath = tls.CertificatePath,
                    KeyPath = tls.KeyPath,
                    AuthorityPath = tls.AuthorityPath,
                }
                : null,
        };
    }

    private static PeerEndpoint Parse(ReplicaId id, string address)
    {
        var parsed = PeerEndpoint.TryParse(id, address, out var endpoint);
        Contract.Assert(parsed, "addresses are validated before they are used");
        return endpoint!;
    }
}
