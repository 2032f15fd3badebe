using System.Buffers.Binary;

namespace Quorate.Simulation;

/// <summary>
/// The simulated world: one thread, one agenda, one seed. Everything that the production code meets as time, network,
/// disk, clients and faults happens here, in an order that the seed decides and the trace hash proves.
/// </summary>
internal sealed class World
{
    private const ulong WorkloadDomain = 0x776F726B6C6F6164;
    // A run with the production store costs several times one with registers, and shows the protocol no more.
    private const double KeyValueShare = 0.1;
    private const long HostAnswerMax = 5_000_000;
    private const long StalledEventsMax = 200_000;
    private readonly EventQueue _agenda = new();
    private readonly FrameSlots _frames = new();
    private readonly Prng _random;
    private readonly FaultInjector _faults;
    private Message? _encoded;
    private int _encodedBy;
    private ReadOnlyMemory<byte> _encoding;
    private long _eventsAtThisTime;

    /// <summary>Builds a world in which nothing has happened.</summary>
    public World(SimulationOptions options)
    {
        Options = options;
        _random = new Prng(options.Seed);
        Plan = options.Faults ?? FaultPlan.Draw(_random.Fork());
        // Not from the run's own stream, so that naming a workload changes nothing else.
        var isKeyValue = new Prng(options.Seed ^ WorkloadDomain).Chance(KeyValueShare);
        Workload = options.Workload ?? (isKeyValue ? new KeyValueWorkload() : new RegisterWorkload());
        Blueprint = new Blueprint(options, _random.Fork());
        var disks = Enumerable.Range(0, options.Replicas).Select(Blueprint.NewDisk).ToArray();
        Checkers = new Checkers(
            Blueprint.SessionsMax, Blueprint.Protocol, [.. disks.Select(disk => disk.Image)]);
        Checkers.Violations.Ignored = options.Seams.Ignored;
        Network = new SimulatedNetwork(options.Replicas, _random.Fork()) { Plan = Plan };
        Replicas = new SimulatedReplica[options.Replicas];
        for (var id = 0; id < Replicas.Length; id++)
        {
            Replicas[id] = new SimulatedReplica(id, this, _random.Fork(), disks[id]);
        }

        Clients = new SimulatedClients(this, _random.Fork());
        _faults = new FaultInjector(this, _random.Fork());
        Ending = new Stabiliser(this, _random.Fork());
    }

    /// <summary>The run's options.</summary>
    public SimulationOptions Options { get; }

    /// <summary>What the clients do.</summary>
    public IWorkload Workload { get; }

    /// <summary>How the replicas are built.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The checkers.</summary>
    public Checkers Checkers { get; }

    /// <summary>The network.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The replicas.</summary>
    public SimulatedReplica[] Replicas { get; }

    /// <summary>The clients.</summary>
    public SimulatedClients Clients { get; }

    /// <summary>The part of the run after the faults stop.</summary>
    public Stabiliser Ending { get; }

    /// <summary>The faults in force.</summary>
    public FaultPlan Plan { get; private set; }

    /// <summary>Simulated nanoseconds since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>Bytes that one read of the log returns.</summary>
    public int LogReadBytes => Blueprint.LogReadBytes;

    /// <summary>Whether the run is over.</summary>
    public bool IsOver { get; set; }

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Frames sent so far; a sending's number in the run.</summary>
    public long Messages { get; private set; }

    /// <summary>The highest view in which a replica became normal.</summary>
    public ulong HighestView { get; private set; }

    /// <summary>Restarts so far.</summary>
    public long Restarts { get; set; }

    /// <summary>Restarts that died again while the journal opened.</summary>
    public long OpeningsCut { get; set; }

    /// <summary>A hash of everything that happened, in order.</summary>
    public ulong TraceHash { get; private set; } = 0xcbf29ce484222325;

    /// <summary>Receives trace events; null when nobody looks.</summary>
    public Action<int, TraceEvent>? Tracer { get; set; }

    /// <summary>Is told what happens, event by event; null when nobody looks.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>Takes frames off the network before it decides about them, where a script does so.</summary>
    public Func<int, int, Message, ReadOnlyMemory<byte>, bool>? Intercept { get; init; }

    /// <summary>When the next event is due.</summary>
    public long NextTime => _agenda.NextTime;

    /// <summary>Starts the replicas.</summary>
    public void Begin()
    {
        foreach (var replica in Replicas)
        {
            replica.Start();
        }
    }

    /// <summary>Lets time pass in which nothing is due.</summary>
    public void AdvanceTo(long time)
    {
        Contract.Assert(time >= Now && time < NextTime, "no event is jumped over");
        Now = time;
    }

    /// <summary>Starts everybody and runs until the run is over or something is wrong.</summary>
    public void Run()
    {
        Begin();
        _faults.Begin();
        Clients.Begin();
        Schedule(Options.Chaos.Ticks * TimeSpan.NanosecondsPerTick, WorldEventKind.Stabilise, 0);
        try
        {
            while (!IsOver && Checkers.Violations.IsClean)
            {
                Step();
            }
        }
        catch (ContractViolationException violated)
        {
            // An assertion outside the node, in the journal for one: the host would stop the replica over it.
            Checkers.Violations.Report(Checkers.StoppedName, violated.Message);
        }
    }

    /// <summary>Lets the next event happen.</summary>
    public void Step()
    {
        Contract.Assert(_agenda.Count > 0, "something is always on the agenda before a run is over");
        var next = _agenda.Take();
        _eventsAtThisTime = next.Time == Now ? _eventsAtThisTime + 1 : 0;
        if (_eventsAtThisTime > StalledEventsMax)
        {
            Checkers.Violations.Report(Checkers.LivenessName, "time stands still: a replica keeps asking for turns");
        }

        Now = next.Time;
        Checkers.Violations.Now = Now;
        Events++;
        Mix((ulong)next.Time ^ ((ulong)next.Kind << 56) ^ ((ulong)next.Node << 48));
        Dispatch(next);
    }

    /// <summary>Puts an event on the agenda.</summary>
    public void Schedule(long time, WorldEventKind kind, int node, int index = 0, ulong value = 0) =>
        _agenda.Add(time, kind, node, index, value);

    /// <summary>Schedules the completion of a host's background work.</summary>
    public void ScheduleHostAnswer(int replica, int slot, ulong incarnation) =>
        Schedule(Now + _random.Between(10_000, HostAnswerMax), WorldEventKind.HostAnswer, replica, slot, incarnation);

    /// <summary>A message leaves a replica: encodes it and lets the network decide.</summary>
    public void Transmit(int from, int to, Message message)
    {
        Messages++;
        var frame = Encode(from, message);
        Observer?.Sent(Now, Messages, from, to, message);
        if (Intercept is not null && Intercept(from, to, message, frame))
        {
            return;
        }

        var copies = Network.Decide(from, to, Now, out var first, out var second);
        if (copies == 0)
        {
            Observer?.Lost(Now, Messages);
        }

        if (copies > 0)
        {
            Schedule(first, WorldEventKind.Deliver, to, _frames.Add(from, frame, Messages));
        }

        if (copies > 1)
        {
            Schedule(second, WorldEventKind.Deliver, to, _frames.Add(from, frame, Messages));
        }
    }

    /// <summary>A replica reports what happens inside.</summary>
    public void Trace(int replica, in TraceEvent traceEvent)
    {
        if (traceEvent.Kind == TraceKind.BecameNormal && traceEvent.View.Value > HighestView)
        {
            HighestView = traceEvent.View.Value;
        }

        Observer?.Traced(Now, replica, traceEvent);
        Tracer?.Invoke(replica, traceEvent);
    }

    /// <summary>The faults stop.</summary>
    public void StopFaults()
    {
        Observer?.FaultsStopped(Now);
        Plan = FaultPlan.None with { ReportsConnections = Plan.ReportsConnections };
        Network.Plan = Plan;
        Network.Heal();
        _faults.End();
    }

    /// <summary>Tells a replica's peers, where the transport does so, that it can be reached or not.</summary>
    public void ReportConnection(int replica, bool isUp) => _faults.ReportConnection(replica, isUp);

    private ReadOnlyMemory<byte> Encode(int from, Message message)
    {
        if (!ReferenceEquals(message, _encoded) || from != _encodedBy)
        {
            var bytes = new byte[Frame.LengthOf(message)];
            Frame.Write(message, Blueprint.Cluster, default, new ReplicaId((byte)from), bytes);
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)));
            (_encoded, _encodedBy, _encoding) = (message, from, bytes);
        }

        return _encoding;
    }

    private void Dispatch(in ScheduledEvent next)
    {
        switch (next.Kind)
        {
            case WorldEventKind.Client:
                Clients.OnDue(next.Index);
                break;
            case WorldEventKind.Fault:
                _faults.OnDue(next.Node, next.Index, next.Value);
                break;
            case WorldEventKind.Restart:
                _faults.OnRestart(next.Node);
                break;
            case WorldEventKind.Stabilise:
                Ending.OnDue();
                break;
            case WorldEventKind.Deliver:
                Deliver(next.Node, next.Index);
                break;
            default:
                DispatchToReplica(next, Replicas[next.Node]);
                break;
        }
    }

    private void Deliver(int to, int slot)
    {
        var frame = _frames.Take(slot, out var from, out var number);
        var replica = Replicas[to];
        if (replica.IsUp)
        {
            replica.Arrive(from, frame, number);
        }
        else
        {
            Observer?.Lost(Now, number);
        }
    }

    private static void DispatchToReplica(in ScheduledEvent next, SimulatedReplica replica)
    {
        if (!replica.IsUp || (next.Value != replica.Incarnation && next.Kind < WorldEventKind.PeerUp))
        {
            return;
        }

        switch (next.Kind)
        {
            case WorldEventKind.Turn:
                replica.OnTurn();
                break;
            case WorldEventKind.Tick:
                replica.OnTick();
                break;
            case WorldEventKind.FlushDone:
                replica.CompleteFlush();
                break;
            case WorldEventKind.HostAnswer:
                replica.CompleteAnswer(next.Index);
                break;
            case WorldEventKind.PeerUp:
                replica.Happen(new PeerUp(new ReplicaId((byte)next.Index)));
                break;
            case WorldEventKind.PeerDown:
                replica.Happen(new PeerDown(new ReplicaId((byte)next.Index)));
                break;
            default:
                throw new ContractViolationException($"the agenda holds an unknown event {next.Kind}");
        }
    }

    private void Mix(ulong value) => TraceHash = ulong.RotateLeft((TraceHash ^ value) * 0x9E3779B97F4A7C15, 31);
}
