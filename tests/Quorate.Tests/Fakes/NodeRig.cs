namespace Quorate.Tests;

/// <summary>A whole node around the smallest core.</summary>
internal sealed class NodeRig
{
    private MonotonicTime _now = new(1_000_000_000);

    public NodeRig(
        FrontEndOptions? options = null,
        SessionTableOptions? sessions = null,
        Func<IReplicaCore, IReplicaCore>? wrap = null)
    {
        FrontEnd = new FrontEnd(options ?? new FrontEndOptions());
        Executor = new Executor(Machine, new SessionTable(sessions ?? new SessionTableOptions()), FrontEnd);
        Core = new SingleReplicaCore(Executor.Sessions);
        Node = new ReplicaNode(
            new ReplicaNodeOptions { Self = new ReplicaId(0), Cluster = LogWriter.Cluster, Replicas = 3 },
            wrap is null ? Core : wrap(Core),
            FakeMessage.Decoder,
            Executor,
            FrontEnd,
            Host,
            Host);
    }

    public LedgerMachine Machine { get; } = new();

    public FrontEnd FrontEnd { get; }

    public Executor Executor { get; }

    public SingleReplicaCore Core { get; }

    public FakeHost Host { get; } = new();

    public ReplicaNode Node { get; }

    public MonotonicTime Now => _now;

    public static Started StartedWith(DurableState durable, MonotonicTime now) =>
        new(default, 42, now, new RecoveredState { Durable = durable, Log = [] });

    public NodeRig Start(DurableState? durable = null)
    {
        Node.Start(StartedWith(durable ?? new DurableState(), _now));
        return this;
    }

    /// <summary>Runs turns until nothing is left to do.</summary>
    public void Settle()
    {
        do
        {
            while (Node.RunExecutor(10))
            {
            }

            Node.EndTurn();
        }
        while (!Node.IsStopped && (Executor.HasWork || FrontEnd.WantsTurn));
    }

    public void Pass(TimeSpan time)
    {
        _now = _now.After(time);
        Node.On(new Tick(_now, default));
    }

    public TestCall Submit(string text, TimeSpan? timeout = null)
    {
        var call = new TestCall(text)
        {
            Deadline = timeout is null ? MonotonicTime.Never : _now.After(timeout.Value),
        };
        Node.Submit(call);
        return call;
    }

    public TestRead Read(TimeSpan? timeout = null)
    {
        var read = new TestRead { Deadline = timeout is null ? MonotonicTime.Never : _now.After(timeout.Value) };
        Node.Read(read);
        return read;
    }

    /// <summary>Executes register entries of other clients until this node's session is evicted.</summary>
    public void EvictSession(int capacity)
    {
        for (var client = 0; client < capacity; client++)
        {
            Node.On(new RequestsArrived(
                [EntryItem.Create(SessionId.Zero, RequestNumber.Zero, LogWriter.ClientId(1_000UL + (ulong)client))]));
        }
    }
}
