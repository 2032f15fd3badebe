namespace Quorate.Simulation;

/// <summary>
/// One replica of the world: the production node, started, paused, killed and restarted, and the loop that drives it in
/// turns as the real host does. What outlives a crash is its disk; everything else belongs to an incarnation.
/// </summary>
internal sealed class SimulatedReplica
{
    private const int ExecutorBudgetMax = 64;
    private const long TickEvery = 1_000_000;
    private readonly World _world;
    private readonly Prng _random;
    private readonly SimulatedDisk _disk;
    private readonly Queue<ReplicaInput> _inbox = [];
    private SimulatedHost? _host;
    private ReplicaNode? _node;
    private long _clockOffset;
    private long _wallOffset;
    private long _pausedUntil;
    private long _turnAt = long.MaxValue;
    private long _tickAt = long.MaxValue;
    private long _lastTick;
    private long _executorBlockedUntil;

    /// <summary>Creates a replica that is down.</summary>
    public SimulatedReplica(int id, World world, Prng random, SimulatedDisk disk)
    {
        Id = id;
        _world = world;
        _random = random;
        _disk = disk;
    }

    /// <summary>Its place in the group.</summary>
    public int Id { get; }

    /// <summary>Grows with every start, in the journal's count; events of an earlier one are void.</summary>
    public ulong Incarnation { get; private set; }

    /// <summary>Whether the process runs (it may be paused).</summary>
    public bool IsUp => _node is not null;

    /// <summary>Starts so far.</summary>
    public int Starts { get; private set; }

    /// <summary>The node, while it is up.</summary>
    public ReplicaNode Node => _node!;

    /// <summary>What is durable here.</summary>
    public DurableImage Image => _disk.Image;

    /// <summary>How long the next flush takes, where a script says so.</summary>
    public long? FlushTakes { get; set; }

    /// <summary>Starts the process: opens the journal, as after a crash, and starts the node.</summary>
    public void Start()
    {
        Contract.Assert(!IsUp, "a replica starts when it is down");
        var opened = _disk.Open();
        if (opened.Journal is null || opened.Recovered is null)
        {
            _world.Checkers.Violations.Report(RecoveryChecker.Name, $"r{Id}'s journal does not open: {opened.Message}");
            return;
        }

        var recovered = opened.Recovered;
        if (Starts++ > 0)
        {
            _world.Checkers.Recovery.Recovered(Id, _disk.Image, recovered);
            _world.Checkers.Protocol.Restarted(Id, recovered);
        }

        _disk.Image.Reset(recovered);
        Incarnation = opened.Incarnation.Value;
        _clockOffset = _random.Between(1, 1_000_000_000_000);
        _wallOffset = _random.Between(-500_000_000, 500_000_000);
        _host = new SimulatedHost(Id, Incarnation, _world, _disk);
        _node = _world.Blueprint.Compose(Id, _world, _host, _disk.Checkpoints, recovered.Durable.Checkpoint);
        _pausedUntil = _world.Now;
        _executorBlockedUntil = _world.Now;
        _world.Observer?.Started(_world.Now, Id, Starts > 1);
        _node.Start(new Started(opened.Incarnation, _random.Next(), Clock(), recovered));
        WantTurn(_world.Now);
    }

    /// <summary>Starts the process, which dies while its journal opens.</summary>
    public void FailWhileStarting()
    {
        Contract.Assert(!IsUp, "a replica starts when it is down");
        _disk.FailWhileOpening(_random);
    }

    /// <summary>Kills the process; the disk keeps what its faults leave.</summary>
    public void Crash()
    {
        Contract.Assert(IsUp, "a replica crashes when it is up");
        _disk.Crash(_random);
        _node = null;
        _host = null;
        Forget();
        _world.Observer?.Crashed(_world.Now, Id);
        _turnAt = long.MaxValue;
        _tickAt = long.MaxValue;
        Incarnation++;
    }

    /// <summary>The process does nothing until then.</summary>
    public void PauseUntil(long time) => _pausedUntil = Math.Max(_pausedUntil, time);

    /// <summary>Ends a pause.</summary>
    public void Resume() => _pausedUntil = _world.Now;

    /// <summary>A frame arrives.</summary>
    public void Arrive(int from, ReadOnlyMemory<byte> frame, long number) =>
        Enqueue(new ReplicaInput(new ReplicaId((byte)from), frame, number, Ticket.Zero, null));

    /// <summary>Something else happens to the replica.</summary>
    public void Happen(ReplicaEvent replicaEvent) =>
        Enqueue(new ReplicaInput(default, default, 0, Ticket.Zero, replicaEvent));

    /// <summary>Background work completes.</summary>
    public void CompleteAnswer(int slot)
    {
        if (_host!.Complete(slot) is { } answer)
        {
            Happen(answer);
        }
    }

    /// <summary>The group flush under way completes on the disk; the loop hears of it at its next turn.</summary>
    public void CompleteFlush()
    {
        var ticket = _disk.CompleteFlush();
        Enqueue(new ReplicaInput(default, default, 0, ticket, null));
        FlushIfWanted();
    }

    /// <summary>The agenda says that a turn is due.</summary>
    public void OnTurn()
    {
        if (_world.Now != _turnAt)
        {
            // An earlier turn took its place.
            return;
        }

        _turnAt = long.MaxValue;
        if (_world.Now < _pausedUntil)
        {
            WantTurn(_pausedUntil);
            return;
        }

        Turn();
    }

    /// <summary>
    /// The agenda says that a deadline may be due; deadlines that moved away are looked at again when they come.
    /// </summary>
    public void OnTick()
    {
        if (_world.Now != _tickAt)
        {
            return;
        }

        _tickAt = long.MaxValue;
        if (Deadline() <= _world.Now)
        {
            _world.Observer?.TimerExpired(_world.Now, Id);
            WantTurn(_world.Now);
        }
        else
        {
            ScheduleTick();
        }
    }

    /// <summary>The replica's own clock, now or at a world time.</summary>
    public MonotonicTime Clock(long after = 0) => new(_world.Now + after + _clockOffset);

    /// <summary>A turn is wanted soon: clients call this after they submitted something.</summary>
    public void WantTurnSoon() => WantTurn(_world.Now + _random.Between(0, _world.Plan.TurnMax));

    // What arrived and was never looked at is lost with the process.
    private void Forget()
    {
        while (_inbox.TryDequeue(out var input))
        {
            if (!input.Frame.IsEmpty)
            {
                _world.Observer?.Lost(_world.Now, input.Number);
            }
        }
    }

    private void Enqueue(in ReplicaInput input)
    {
        _inbox.Enqueue(input);
        if (_turnAt == long.MaxValue)
        {
            WantTurnSoon();
        }
    }

    private void WantTurn(long time)
    {
        if (time < _turnAt)
        {
            _turnAt = time;
            _world.Schedule(time, WorldEventKind.Turn, Id, 0, Incarnation);
        }
    }

    private void Turn()
    {
        var node = Node;
        var host = _host!;
        if (_world.Now - _lastTick >= TickEvery || Deadline() <= _world.Now)
        {
            _lastTick = _world.Now;
            node.On(new Tick(Clock(), new AgreedTime(_world.Now + _wallOffset)));
        }

        while (_inbox.TryDequeue(out var input))
        {
            Handle(node, host, input);
        }

        Execute(node);
        node.EndTurn();
        FlushIfWanted();
        ScheduleTick();
    }

    private void Handle(ReplicaNode node, SimulatedHost host, in ReplicaInput input)
    {
        if (!input.Frame.IsEmpty)
        {
            _world.Observer?.Received(_world.Now, input.Number, Id);
            node.OnFrame(input.From, input.Frame);
        }
        else if (input.Event is not null)
        {
            node.On(input.Event);
        }
        else
        {
            OnFlushed(node, host, input.Persisted);
        }
    }

    private void OnFlushed(ReplicaNode node, SimulatedHost host, Ticket persisted)
    {
        _world.Observer?.Flushed(_world.Now, Id);
        if (_random.Chance(0.5))
        {
            // Both orders are legal for a host: the promise may leave before or after the core hears of its ticket.
            host.Persisted(persisted);
            node.On(new Persisted(persisted));
        }
        else
        {
            node.On(new Persisted(persisted));
            host.Persisted(persisted);
        }
    }

    private void Execute(ReplicaNode node)
    {
        if (_world.Now < _executorBlockedUntil)
        {
            WantTurn(_executorBlockedUntil);
            return;
        }

        var plan = _world.Plan;
        if (plan.SlowExecutor > 0 && _random.Chance(plan.SlowExecutor))
        {
            _executorBlockedUntil = _world.Now + _random.Between(0, plan.SlowExecutorMax);
        }

        if (node.RunExecutor(1 + _random.Below(ExecutorBudgetMax)))
        {
            WantTurnSoon();
        }
    }

    private void FlushIfWanted()
    {
        if (_disk.HasQueued && !_disk.IsFlushing)
        {
            _disk.BeginFlush();
            var plan = _world.Plan;
            var delay = plan.FlushMin + _random.Between(0, plan.FlushSpread);
            if (plan.SlowFlush > 0 && _random.Chance(plan.SlowFlush))
            {
                delay += _random.Between(0, plan.SlowFlushMax);
            }

            delay = FlushTakes ?? delay;
            FlushTakes = null;
            _world.Schedule(_world.Now + delay, WorldEventKind.FlushDone, Id, 0, Incarnation);
        }
    }

    private long Deadline()
    {
        var deadline = Node.NextDeadline;
        return deadline == MonotonicTime.Never ? long.MaxValue : deadline.Nanoseconds - _clockOffset;
    }

    private void ScheduleTick()
    {
        var deadline = Math.Max(Deadline(), _world.Now);
        if (deadline < _tickAt)
        {
            _tickAt = deadline;
            _world.Schedule(deadline, WorldEventKind.Tick, Id, 0, Incarnation);
        }
    }
}
