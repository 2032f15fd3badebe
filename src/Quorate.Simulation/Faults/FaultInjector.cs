namespace Quorate.Simulation;

/// <summary>
/// Makes the faults of a plan happen: partitions, crashes of one and of all, pauses, connection resets.
/// </summary>
internal sealed class FaultInjector(World world, Prng random)
{
    private const long Millisecond = 1_000_000;
    private const long ResetInterval = 3_000 * Millisecond;
    private readonly bool[] _cut = new bool[world.Options.Replicas * world.Options.Replicas];
    private ulong _partition;
    private int _flaps;
    private bool _isOver;

    private FaultPlan Plan => world.Plan;

    private int Replicas => world.Replicas.Length;

    /// <summary>Puts the first fault of each kind on the agenda.</summary>
    public void Begin()
    {
        Repeat(FaultKind.Partition, Replicas > 1 ? Plan.PartitionInterval : 0);
        Repeat(FaultKind.Crash, Plan.CrashInterval);
        Repeat(FaultKind.Pause, Plan.PauseInterval);
        Repeat(FaultKind.Reset, Plan.ReportsConnections && Replicas > 1 ? ResetInterval : 0);
        for (var replica = 0; replica < Replicas; replica++)
        {
            ReportConnection(replica, isUp: true);
        }
    }

    /// <summary>No fault happens from now on; what is down stays down until someone starts it.</summary>
    public void End() => _isOver = true;

    /// <summary>A fault's time has come.</summary>
    public void OnDue(int node, int kind, ulong value)
    {
        if (_isOver)
        {
            return;
        }

        switch ((FaultKind)kind)
        {
            case FaultKind.Partition:
                BeginPartition();
                Repeat(FaultKind.Partition, Plan.PartitionInterval);
                break;
            case FaultKind.Heal when value == _partition:
                EndPartition();
                break;
            case FaultKind.Flap when value == _partition:
                Apply();
                break;
            case FaultKind.Crash:
                Crash();
                Repeat(FaultKind.Crash, Plan.CrashInterval);
                break;
            case FaultKind.Pause:
                var paused = world.Replicas[random.Below(Replicas)];
                paused.PauseUntil(world.Now + random.Between(50, 500) * Millisecond);
                Repeat(FaultKind.Pause, Plan.PauseInterval);
                break;
            case FaultKind.Reset:
                ResetConnection();
                Repeat(FaultKind.Reset, ResetInterval);
                break;
            default:
                break;
        }
    }

    /// <summary>A replica's downtime is over.</summary>
    public void OnRestart(int replica)
    {
        if (world.Replicas[replica].IsUp || _isOver)
        {
            return;
        }

        if (Plan.CrashWhileOpening > 0 && random.Chance(Plan.CrashWhileOpening))
        {
            world.OpeningsCut++;
            world.Replicas[replica].FailWhileStarting();
            ScheduleRestart(replica);
            return;
        }

        Start(replica);
    }

    /// <summary>Starts a replica that is down.</summary>
    public void Start(int replica)
    {
        world.Restarts++;
        world.Replicas[replica].Start();
        ReportConnection(replica, isUp: true);
    }

    /// <summary>The transport, where it reports at all, tells both ends; sometimes it misses to.</summary>
    public void ReportConnection(int replica, bool isUp)
    {
        if (!Plan.ReportsConnections)
        {
            return;
        }

        for (var peer = 0; peer < Replicas; peer++)
        {
            if (peer != replica && random.Chance(0.95))
            {
                Report(peer, replica, isUp);
                if (isUp)
                {
                    Report(replica, peer, isUp);
                }
            }
        }
    }

    private void Report(int to, int about, bool isUp) => world.Schedule(
        world.Now + random.Between(100_000, isUp ? 50 * Millisecond : 5 * Millisecond),
        isUp ? WorldEventKind.PeerUp : WorldEventKind.PeerDown,
        to,
        about);

    private void Repeat(FaultKind kind, long meanInterval)
    {
        if (meanInterval > 0)
        {
            var time = world.Now + random.Between(1, 2 * meanInterval);
            world.Schedule(time, WorldEventKind.Fault, 0, (int)kind);
        }
    }

    private void BeginPartition()
    {
        EndPartition();
        _partition++;
        _flaps = random.Chance(Plan.Flapping) ? 1 + random.Below(6) : 0;
        Array.Clear(_cut);
        var sides = DrawSides();
        var isOneWay = random.Chance(Plan.Asymmetric);
        for (var from = 0; from < Replicas; from++)
        {
            for (var to = 0; to < Replicas; to++)
            {
                // Side 2 is a bridge: it sees both of the others.
                var crosses = sides[from] != sides[to] && sides[from] != 2 && sides[to] != 2;
                _cut[(from * Replicas) + to] = crosses && (!isOneWay || sides[from] == 0);
            }
        }

        Apply();
    }

    private int[] DrawSides()
    {
        var sides = new int[Replicas];
        var isolated = random.Chance(0.5) ? random.Below(Replicas) : -1;
        for (var replica = 0; replica < Replicas; replica++)
        {
            sides[replica] = isolated >= 0 ? (replica == isolated ? 1 : 0) : random.Below(2);
        }

        if (isolated >= 0 && random.Chance(0.5))
        {
            for (var replica = 0; replica < Replicas; replica++)
            {
                sides[replica] = 1 - sides[replica];
            }
        }

        if (Replicas > 2 && random.Chance(0.2))
        {
            sides[random.Below(Replicas)] = 2;
        }

        return sides;
    }

    private void Apply()
    {
        for (var from = 0; from < Replicas; from++)
        {
            for (var to = 0; to < Replicas; to++)
            {
                world.Network.Cut(from, to, _cut[(from * Replicas) + to]);
            }
        }

        var time = world.Now + random.Between(Millisecond, Plan.PartitionMax);
        world.Schedule(time, WorldEventKind.Fault, 0, (int)FaultKind.Heal, _partition);
    }

    private void EndPartition()
    {
        world.Network.Heal();
        if (_flaps > 0)
        {
            _flaps--;
            var time = world.Now + random.Between(Millisecond, Plan.PartitionMax);
            world.Schedule(time, WorldEventKind.Fault, 0, (int)FaultKind.Flap, _partition);
        }

        if (Plan.ReportsConnections && random.Chance(0.5))
        {
            ReportConnection(random.Below(Replicas), isUp: true);
        }
    }

    private void Crash()
    {
        var all = random.Chance(Plan.CrashAll);
        var victim = random.Below(Replicas);
        for (var replica = 0; replica < Replicas; replica++)
        {
            if ((all || replica == victim) && world.Replicas[replica].IsUp)
            {
                world.Replicas[replica].Crash();
                world.Clients.OnCrash(replica);
                ReportConnection(replica, isUp: false);
                ScheduleRestart(replica);
            }
        }
    }

    private void ScheduleRestart(int replica) => world.Schedule(
        world.Now + random.Between(Millisecond, Plan.DownMax), WorldEventKind.Restart, replica);

    private void ResetConnection()
    {
        var one = random.Below(Replicas);
        var other = (one + 1 + random.Below(Replicas - 1)) % Replicas;
        Report(one, other, isUp: false);
        world.Schedule(world.Now + random.Between(10, 60) * Millisecond, WorldEventKind.PeerUp, one, other);
        world.Schedule(world.Now + random.Between(10, 60) * Millisecond, WorldEventKind.PeerUp, other, one);
    }
}
