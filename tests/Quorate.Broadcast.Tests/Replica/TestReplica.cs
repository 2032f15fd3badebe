namespace Quorate.Broadcast.Tests;

/// <summary>
/// One replica of a <see cref="TestCluster"/>: the production node over a test disk, with the host's rule for held
/// sends.
/// </summary>
internal sealed class TestReplica(TestCluster cluster, ReplicaId self) : IHostEffects, IReleasedSends
{
    private readonly Queue<Action> _answers = [];
    private HeldSends _held = new();
    private ReplicaNode? _node;

    internal TestDisk Disk { get; set; } = new();

    internal AppendMachine Machine { get; private set; } = new();

    internal LamportReplica Core { get; private set; } = null!;

    /// <summary>What the core of each incarnation was told, and did.</summary>
    internal List<RecordingCore> Recordings { get; } = [];

    internal ReplicaId Self => self;

    internal ReplicaNode Node => _node ?? throw new InvalidOperationException($"{self} is down");

    internal bool IsUp => _node is not null;

    internal StopReason? Stopped { get; set; }

    internal List<TraceEvent> Trace { get; } = [];

    internal string? Corruption { get; set; }

    /// <summary>While set, a turn flushes nothing.</summary>
    internal bool IsDiskStalled { get; set; }

    internal void Start()
    {
        Disk.Incarnation = Disk.Incarnation.Next;
        Machine = new AppendMachine();
        Stopped = null;
        _held = new HeldSends();
        var sessions = new SessionTable(new SessionTableOptions());
        var frontEnd = new FrontEnd(new FrontEndOptions { RetryAfter = TimeSpan.FromMilliseconds(200) });
        var executor = new Executor(Machine, sessions, frontEnd);
        Core = new LamportReplica(cluster.OptionsOf(self), sessions);
        var options = new ReplicaNodeOptions { Self = self, Cluster = TestCluster.Cluster, Replicas = cluster.Count };
        IReplicaCore core = new ObservedCore(cluster.Mutant?.Invoke(Core) ?? Core, self, cluster.Oracle);
        if (cluster.IsRecording)
        {
            var recording = new RecordingCore(core, TestCluster.Cluster);
            Recordings.Add(recording);
            core = recording;
        }

        _node = new ReplicaNode(options, core, new LamportMessageDecoder(), executor, frontEnd, this, Disk);
        var seed = ((ulong)self.Value << 32) + Disk.Incarnation.Value;
        _node.Start(new Started(Disk.Incarnation, seed, cluster.Now, Disk.Recover(Corruption)));
        Tick();
    }

    internal void Crash()
    {
        _node = null;
        _answers.Clear();
        Disk.Crash();
    }

    internal void Tick() => Node.On(new Tick(cluster.Now, new AgreedTime(cluster.Now.Nanoseconds)));

    /// <summary>Flushes some writes, releases what waited for them, and tells the core.</summary>
    internal void Flush(int count = int.MaxValue)
    {
        var flushed = Disk.Flush(count);
        if (flushed != Ticket.Zero)
        {
            _held.Release(flushed, this);
            Node.On(new Persisted(flushed));
        }
    }

    /// <summary>Completes one piece of background work.</summary>
    internal void Answer()
    {
        if (_answers.TryDequeue(out var answer))
        {
            answer();
        }
    }

    internal void Execute(int budget = 1000) => Node.RunExecutor(budget);

    /// <summary>One turn: answers of the disk, a tick, execution, and the end of the turn.</summary>
    internal void Turn()
    {
        if (!IsUp)
        {
            return;
        }

        Tick();
        Flush(IsDiskStalled ? 0 : int.MaxValue);
        Answer();
        Node.EndTurn();
        Execute();
        Node.EndTurn();
    }

    public void Release(ReplicaId to, Message message) => cluster.Post(self, to, message);

    public void Append(Ticket ticket, OpNumber position, Entry entry) => Disk.Append(ticket, position, entry);

    public void Truncate(Ticket ticket, OpNumber last) => throw new NotSupportedException("nothing is ever taken back");

    public void SaveMetadata(Ticket ticket, DurableState state) => Disk.SaveMetadata(ticket, state);

    public void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        throw new NotSupportedException("no log is ever replaced");

    public void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        _held.Send(to, message, after, generation, this);

    public void Fence(Generation generation) => _held.DropBelow(generation);

    public void ReadLog(Cookie cookie, OpNumber first, OpNumber last) =>
        throw new NotSupportedException("what may be sent again is in memory");

    public void ReleaseLog(OpNumber last) => Disk.ReleaseLog(last);

    public void PersistCheckpoint(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        List<ReadOnlyMemory<byte>> content = [.. chunks];
        _answers.Enqueue(() =>
        {
            Disk.SaveCheckpoint(reference, content);
            Node.On(new CheckpointDurable(reference, content.Sum(chunk => chunk.Length)));
        });
    }

    public void ReadCheckpoint(Cookie cookie, OpNumber op, int chunk) =>
        throw new NotSupportedException("no state is ever transferred");

    public void WriteCheckpoint(CheckpointReference reference, int chunk, int chunkCount, ReadOnlyMemory<byte> bytes) =>
        throw new NotSupportedException("no state is ever transferred");

    public void ReleaseCheckpoints(OpNumber op) => Disk.ReleaseCheckpoints(op);

    public void Verify(Cookie cookie, IReadOnlyList<SignedStatement> statements) =>
        throw new NotSupportedException("nothing is signed");

    public void ConfigurePeers(IReadOnlyList<ReplicaId> peers)
    {
    }

    public void Stop(StopReason reason) => Stopped = reason;

    void IHostEffects.Trace(in TraceEvent traceEvent) => Trace.Add(traceEvent);
}
