using System.Buffers;
using Quorate.Hosting;
using Quorate.KeyValue;

namespace Quorate.Etcd.Tests;

/// <summary>
/// One replica without the others: applies straight to a key-value state machine, and fails when told to.
/// </summary>
internal sealed class LocalReplicatedService : IReplicatedService
{
    // Requests arrive on any thread; a state machine is one thread's at a time.
    private readonly Lock _lock = new();
    private readonly KeyValueStateMachine _state = new();
    private ulong _op;

    /// <summary>Forces the outcome of every submission; nothing is applied then.</summary>
    public SubmitOutcome? ForcedOutcome { get; set; }

    /// <summary>Makes confirmed reads fail as when there is no quorum.</summary>
    public bool RefusesReads { get; set; }

    /// <summary>What the replica says that it is doing.</summary>
    public ReplicaStatus State { get; set; } = ReplicaStatus.Normal;

    /// <summary>The last timeout that was asked for.</summary>
    public TimeSpan LastTimeout { get; private set; }

    /// <summary>The last operation: the very memory that was handed over.</summary>
    public ReadOnlyMemory<byte> LastOperation { get; private set; }

    /// <summary>Whether the last read asked for a confirmation.</summary>
    public bool LastReadWasConfirmed { get; private set; }

    public CoreStatus Status => new(State, new(4), new(4), new(1), new(_op + 1), new(_op), default);

    public Stall? Stall { get; set; }

    public string Protocol => ReplicaProtocols.Default;

    public IReadOnlyList<ServiceCounter> Counters =>
        [new ServiceCounter("quorate.frames.sent", "Frames sent to peers.", () => 7)];

    public IReadOnlyList<PeerStatus> Peers => [new(new(1), "127.0.0.1:2380", true, default)];

    public ClusterId Cluster { get; } = new(new UInt128(7, 0x1122334455667788));

    public ReplicaId Self => new(1);

    public ValueTask<SubmitResult> SubmitAsync(
        ReadOnlyMemory<byte> operation, TimeSpan timeout, CancellationToken cancellationToken)
    {
        LastTimeout = timeout;
        LastOperation = operation;
        if (ForcedOutcome is { } outcome)
        {
            return new(new SubmitResult(outcome, default, default));
        }

        lock (_lock)
        {
            var reply = new ArrayBufferWriter<byte>();
            var op = new OpNumber(++_op);
            _state.Apply(new OperationContext(op, new AgreedTime((long)_op), new SessionId(1)), operation.Span, reply);
            return new(new SubmitResult(SubmitOutcome.Executed, reply.WrittenMemory, op));
        }
    }

    public ValueTask<ServiceSnapshot?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        LastTimeout = timeout;
        LastReadWasConfirmed = true;
        return new(RefusesReads ? null : Read());
    }

    public ServiceSnapshot ReadLocal()
    {
        LastReadWasConfirmed = false;
        return Read();
    }

    private ServiceSnapshot Read()
    {
        lock (_lock)
        {
            return new ServiceSnapshot(_state.Snapshot(), new OpNumber(_op));
        }
    }
}
