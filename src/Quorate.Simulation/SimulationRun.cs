namespace Quorate.Simulation;

/// <summary>One seeded run of a replicated group, from start to verdict.</summary>
public static class SimulationRun
{
    /// <summary>
    /// Runs until everything has completed or something is wrong. Deterministic; takes no real time but computing.
    /// </summary>
    /// <param name="options">Which run.</param>
    public static SimulationResult Execute(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replicas, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Replicas, SimulationOptions.ReplicasMax);
        var world = new World(options);
        world.Run();
        Judge(world);
        return Report(world);
    }

    /// <summary>Judges what the clients saw against what was committed.</summary>
    internal static void Judge(World world)
    {
        var checkers = world.Checkers;
        if (checkers.ExactlyOnce.Executed == checkers.Committed.Highest.Value)
        {
            new HistoryChecker(world.Clients.History, checkers.Committed, checkers.ExactlyOnce, checkers.Violations)
                .Judge(world.Workload.NewMachine());
        }
    }

    private static SimulationResult Report(World world) => new()
    {
        Options = world.Options,
        Violations = [.. world.Checkers.Violations.Found],
        ClusterSeconds = world.Now / 1e9,
        Operations = world.Clients.History.Acknowledged,
        Reads = world.Clients.History.ReadsAnswered,
        Unknown = world.Clients.Unknown,
        ViewChanges = (long)world.HighestView,
        Restarts = world.Restarts,
        Messages = world.Messages,
        Lost = world.Network.Lost,
        Promises = world.Checkers.Protocol.Promises,
        CheckpointsInstalled = world.Checkers.CheckpointsInstalled,
        Events = world.Events,
        TraceHash = world.TraceHash,
    };
}
