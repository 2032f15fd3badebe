using Quorate.Etcd.Grpc;
using Quorate.Hosting;
using Quorate.KeyValue;

namespace Quorate.Etcd;

/// <summary>What all services of one server share.</summary>
internal sealed class EtcdContext(IReplicatedService service, EtcdServerOptions options, EtcdCounters counters)
{
    private const string RequireLeader = "hasleader";

    public IReplicatedService Service { get; } = service;

    public EtcdServerOptions Options { get; } = options;

    public EtcdCounters Counters { get; } = counters;

    public ReplyHeader Header { get; } = new(service);

    /// <summary>
    /// Whether requests are ordered as far as this replica knows: it takes part in a view and so knows a primary, or
    /// the protocol has none and it waits for nobody.
    /// </summary>
    public bool HasLeader => Service.Status.Status == ReplicaStatus.Normal && Service.Stall is null;

    /// <summary>
    /// The replica that etcd's clients are told leads: without a primary, each orders what it is given.
    /// </summary>
    public ReplicaId Leader => Service.Status is { HasPrimary: true } status ? status.Primary : Service.Self;

    /// <summary>Figures of the store, as of this replica's own state.</summary>
    public IKeyValueFigures Store => Service.ReadLocal().State as IKeyValueFigures
        ?? throw new InvalidOperationException("The replicated state machine is not the key-value store.");

    /// <summary>Counts a call, and refuses it when it asks for a leader and there is none.</summary>
    public GrpcStatus? Refusal(GrpcCall call)
    {
        Counters.Request();
        if (!call.Metadata.TryGetValue(RequireLeader, out var asked) || asked.ToString() != "true" || HasLeader)
        {
            return null;
        }

        var refusal = EtcdErrors.WithStall(EtcdErrors.NoLeader, Service.Stall);
        CountFailure(refusal);
        return refusal;
    }

    /// <summary>Counts a call that failed, by what it tells an operator.</summary>
    public void CountFailure(GrpcStatus status)
    {
        Counters.Failure();
        if (EtcdErrors.IsTimeout(status))
        {
            Counters.UnknownOutcome();
        }
        else if (status == EtcdErrors.TooManyRequests || status == EtcdErrors.RequestTooLarge
            || status == EtcdErrors.ServerStopped)
        {
            Counters.Refused();
        }
        else if (status.Code == GrpcStatusCode.Internal)
        {
            // This front-end uses the code for one thing: a request that is no protobuf message.
            Counters.BadRequest();
        }
    }
}
