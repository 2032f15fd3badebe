namespace Quorate.Viewstamped.Tests;

/// <summary>
/// One replica of a <see cref="TestCluster"/>: the production node over a test disk, with the host's rule for held
/// sends.
/// </summary>
internal sealed class TestReplica : IHostEffects, IReleasedSends
{
    private readonly TestCluster _cluster;
    private readonly ReplicaId _self;
    private readonly List<Action> _answers = [];
    private HeldSends _held = new();
    private ReplicaNode? _node;

    internal TestReplica(TestCluster cluster, ReplicaId self)
    {
        _cluster = cluster;
        _self = self;
    }

    internal TestDisk Disk { get; } = new();

    internal AppendMachine Machine { get; private set; } = new();

    internal ViewstampedReplica Core { get; private set; } = null!;

    /// <summary>What the core of each incarnation was told, and did.</summary>
    internal List<RecordingCore> Recordings { get; } = [];

    internal ReplicaNode Node => _node ?? throw new InvalidOperationException($"{_self} is down");

    internal bool IsUp => _node is not null;

    internal StopReason? Stopped { get; private set; }

    internal List<TraceEvent> Trace { get; } = [];

    internal string? Corruption { get; set; }

    internal void Start()
    {
        Disk.Incarnation = Disk.Incarnation.Next;
        Machine = new AppendMachine();
        _held = new HeldSends();
        var sessions = new SessionTable(new SessionTableOptions());
        var frontEnd = new FrontEnd(new FrontEndOptions());
        var executor = new Executor(Machine, sessions, frontEnd);
        Core = new ViewstampedReplica(_cluster.OptionsOf(_self), sessions);
        var options = new ReplicaNodeOptions { Self = _self, Cluster = TestCluster.Cluster, Replicas = _cluster.Count };
        var core = new RecordingCore(Core, TestCluster.Cluster);
        Recordings.Add(core);
        _node = new ReplicaNode(options, core, new ViewstampedMessageDecoder(), executor, frontEnd, this, Disk);
        var recovered = new RecoveredState { Durable = Disk.Durable, Log = [.. Disk.Log], Corruption = Corruption };
        var seed = ((ulong)_self.Value << 32) + Disk.Incarnation.Value;
        _node.Start(new Started(Disk.Incarnation, seed, _cluster.Now, recovered));
    }

    internal void Crash()
    {
        _node = null;
        _answers.Clear();
        Disk.Crash();
    }

    /// <summary>One turn: answers of the disk, a tick when due, execution, and the end of the turn.</summary>
    internal void Turn()
    {
        if (!IsUp)
        {
            return;
        }

        Node.On(new Tick(_cluster.Now, new AgreedTime(_cluster.Now.Nanoseconds)));
        var flushed = Disk.Flush();
        if (flushed != Ticket.Zero)
        {
            _held.Release(flushed, this);
            Node.On(new Persisted(flushed));
        }

        foreach (var answer in _answers.ToList())
        {
            answer();
        }

        _answers.Clear();
        Node.EndTurn();
        while (Node.RunExecutor(1000))
        {
        }

        Node.EndTurn();
    }

    public void Release(ReplicaId to, Message message) => _cluster.Post(_self, to, message);

    public void Append(Ticket ticket, OpNumber position, Entry entry) => Disk.Append(ticket, entry);

    public void Truncate(Ticket ticket, OpNumber last) => throw new NotSupportedException("VR truncates by installing");

    public void SaveMetadata(Ticket ticket, DurableState state) => Disk.SaveMetadata(ticket, state);

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        Disk.InstallLog(ticket, after, suffix, state);

    public void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        _held.Send(to, message, after, generation, this);

    public void Fence(Generation generation) => _held.DropBelow(generation);

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) =>
        _answers.Add(() => Node.On(new LogRead(cookie, Disk.Read(first, last))));

    public void ReleaseLog(OpNumber last) => Disk.ReleaseLog(last);

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        Disk.SaveCheckpoint(reference, chunks);
        _answers.Add(() => Node.On(new CheckpointDurable(reference, 1)));
    }

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) =>
        _answers.Add(() => Node.On(Disk.ReadChunk(cookie, op, chunk)));

    public void WriteCheckpoint(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes)
    {
        if (Disk.AddChunk(reference, chunk, chunkCount, bytes))
        {
            _answers.Add(() => Node.On(new CheckpointDurable(reference, 1)));
        }
    }

    public void ReleaseCheckpoints(OpNumber op) => Disk.ReleaseCheckpoints(op);

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) =>
        throw new NotSupportedException("VR signs nothing");

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
    }

    public void Stop(StopReason reason) => Stopped = reason;

    void IHostEffects.Trace(in TraceEvent traceEvent) => Trace.Add(traceEvent);
}
