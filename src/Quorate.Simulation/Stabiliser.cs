namespace Quorate.Simulation;

/// <summary>
/// Liveness in a finite run (viewstamped.md §18): after the faults stop and a core of at least a quorum is up and
/// connected (everybody, where the protocol needs that), every client call must be answered, new ones too, and the core
/// must converge, within a budget computed from the time-outs that can have built up. Replicas outside the core stay
/// dead.
/// </summary>
internal sealed class Stabiliser(World world, Prng random)
{
    private const long Millisecond = 1_000_000;
    private const long LookEvery = 20 * Millisecond;
    private const int CallsEach = 2;
    private bool _hasBegun;
    private long _deadline;

    /// <summary>Faults stop at the first call; at the others the end is looked for.</summary>
    public void OnDue()
    {
        if (!_hasBegun)
        {
            Begin();
        }
        else if (world.Clients.CalmCallsMin >= CallsEach)
        {
            world.Clients.IsDone = true;
            world.IsOver = !world.Clients.IsWaiting && HasConverged();
        }

        if (!world.IsOver && world.Now > _deadline)
        {
            world.Checkers.Violations.Report(Checkers.LivenessName, $"no completion in time: {Describe()}");
        }

        world.Schedule(world.Now + LookEvery, WorldEventKind.Stabilise, 0);
    }

    private void Begin()
    {
        _hasBegun = true;
        world.StopFaults();
        world.Clients.IsCalm = true;
        var all = world.Replicas.Length;
        var least = world.Blueprint.Protocol.ToleratesAbsence ? Quorum.Crash(all) : all;
        var size = random.Chance(0.5) ? all : (int)random.Between(least, all);
        var core = DrawCore(size);
        for (var id = 0; id < world.Replicas.Length; id++)
        {
            var replica = world.Replicas[id];
            if (!core[id] && replica.IsUp)
            {
                replica.Crash();
                world.Clients.OnCrash(id);
                world.ReportConnection(id, isUp: false);
            }
            else if (core[id] && !replica.IsUp)
            {
                world.Restarts++;
                replica.Start();
                world.ReportConnection(id, isUp: true);
            }

            replica.Resume();
        }

        _deadline = world.Now + world.Blueprint.Protocol.CompletionBudget(all - size);
    }

    private bool[] DrawCore(int size)
    {
        var core = new bool[world.Replicas.Length];
        while (size > 0)
        {
            var member = random.Below(core.Length);
            size -= core[member] ? 0 : 1;
            core[member] = true;
        }

        return core;
    }

    private bool HasConverged()
    {
        SimulatedReplica? first = null;
        foreach (var replica in world.Replicas)
        {
            if (!replica.IsUp)
            {
                continue;
            }

            first ??= replica;
            var status = replica.Node.Status;
            var expected = first.Node.Status;
            if (status.Status != ReplicaStatus.Normal || status.View != expected.View || status.Op != status.Commit
                || status.Commit != expected.Commit || replica.Node.Executed != status.Commit)
            {
                return false;
            }
        }

        return HaveEqualStates();
    }

    private bool HaveEqualStates()
    {
        Checksum? digest = null;
        foreach (var replica in world.Replicas)
        {
            if (!replica.IsUp)
            {
                continue;
            }

            var own = replica.Node.LatestSnapshot().Digest;
            digest ??= own;
            if (digest != own)
            {
                world.Checkers.Violations.Report(
                    CheckpointChecker.Name, $"r{replica.Id} has another state at op {replica.Node.Executed}");
            }
        }

        return true;
    }

    private string Describe()
    {
        var text = $"{(world.Clients.Waiting is { } call ? $"{call} waits; " : "")}";
        foreach (var replica in world.Replicas)
        {
            text += replica.IsUp
                ? $"r{replica.Id} {Describe(replica)}; "
                : $"r{replica.Id} is dead; ";
        }

        return text;
    }

    private static string Describe(SimulatedReplica replica)
    {
        var status = replica.Node.Status;
        return $"{status.Status} view {status.View}/{status.LogView} op {status.Op} commit {status.Commit}"
            + $" executed {replica.Node.Executed}";
    }
}
