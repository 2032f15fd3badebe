namespace Quorate.Simulation;

/// <summary>
/// How the replicas of a run are built: the production parts, with sizes drawn small enough that a short run sees
/// recycled segments, checkpoints, log reads and evictions; and with the seams through which tests put mutants in.
/// </summary>
internal sealed class Blueprint
{
    private readonly SimulationOptions _options;
    private readonly SessionTableOptions _sessions;
    private readonly FrontEndOptions _frontEnd = new() { WindowMax = 32, RetryAfter = TimeSpan.FromMilliseconds(300) };
    private readonly int _segmentBytes;

    /// <summary>Draws the sizes of a run.</summary>
    public Blueprint(SimulationOptions options, Prng random)
    {
        _options = options;
        Cluster = new ClusterId((UInt128)random.Next() + 1);
        _segmentBytes = Journal.PageBytes * (4 << random.Below(3));
        _sessions = new SessionTableOptions
        {
            SessionsMax = random.Chance(0.3) ? 3 + random.Below(10) : 256,
            RepliesMax = 2 * _frontEnd.WindowMax,
        };
        LogReadBytes = 256 << random.Below(8);
        Protocol = SimulatedProtocols.Draw(options, Cluster, random);
    }

    /// <summary>The cluster.</summary>
    public ClusterId Cluster { get; }

    /// <summary>Most sessions at once.</summary>
    public int SessionsMax => _sessions.SessionsMax;

    /// <summary>Bytes that one read of the log returns.</summary>
    public int LogReadBytes { get; }

    /// <summary>The protocol that is run.</summary>
    public ISimulatedProtocol Protocol { get; }

    /// <summary>A fresh disk.</summary>
    public SimulatedDisk NewDisk(int replica)
    {
        var medium = new SimulatedJournalMedium(_segmentBytes);
        var journal = new JournalOptions
        {
            Cluster = Cluster,
            Replica = new ReplicaId((byte)replica),
            SpareSegmentsMax = 2,
        };
        var access = _options.Seams.WrapMedium?.Invoke(journal, medium) ?? medium;
        return new SimulatedDisk(medium, access, journal);
    }

    /// <summary>Composes the node of one incarnation.</summary>
    public ReplicaNode Compose(
        int replica, World world, SimulatedHost host, ICheckpointReader checkpoints, in CheckpointReference recovered)
    {
        var seams = _options.Seams;
        var sessions = seams.NewSessions?.Invoke(_sessions) ?? new SessionTable(_sessions);
        var machine = new ObservedMachine(replica, world.Workload.NewMachine(), world.Checkers);
        world.Checkers.OnStarting(replica, recovered);
        var frontEnd = new FrontEnd(_frontEnd);
        var executor = new Executor(machine, sessions, frontEnd);
        var self = new ReplicaId((byte)replica);
        var core = Protocol.NewCore(self, seams.WrapSessions?.Invoke(replica, executor.Sessions) ?? executor.Sessions);
        core = seams.WrapCore?.Invoke(replica, core) ?? core;
        var options = new ReplicaNodeOptions
        {
            Self = self,
            Cluster = Cluster,
            Replicas = _options.Replicas,
        };
        return new ReplicaNode(
            options,
            new ObservedCore(replica, core, world.Checkers),
            Protocol.NewDecoder(),
            executor,
            frontEnd,
            host,
            checkpoints);
    }
}
