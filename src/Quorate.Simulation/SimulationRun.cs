using Quorate.Tracing;

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
        return Execute(options, null);
    }

    /// <summary>Executes a run, event by event the same, and records what happens in it.</summary>
    /// <param name="options">Which run.</param>
    /// <param name="eventsMax">How many events are kept, at least 1.</param>
    /// <param name="part">Which ones, when there are more.</param>
    public static TracedRun Trace(SimulationOptions options, int eventsMax, TracePart part)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (name, hasViews) = options.Protocol switch
        {
            ReplicationProtocol.Lamport => ("Total order broadcast with Lamport clocks", false),
            _ => ("Viewstamped Replication", true),
        };
        var recorder = new RunRecorder(options.Replicas, hasViews, options.Clients, eventsMax);
        var result = Execute(options, recorder);
        var title = $"{name}, {options.Replicas} replicas, simulated with seed {options.Seed}";
        return new TracedRun(result, recorder.Finish(title, part, result.Violations));
    }

    private static SimulationResult Execute(SimulationOptions options, RunRecorder? recorder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replicas, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Replicas, SimulationOptions.ReplicasMax);
        var world = new World(options) { Observer = recorder };
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
        OpeningsCut = world.OpeningsCut,
        Messages = world.Messages,
        Lost = world.Network.Lost,
        Promises = world.Checkers.Protocol.Promises,
        CheckpointsInstalled = world.Checkers.CheckpointsInstalled,
        Events = world.Events,
        TraceHash = world.TraceHash,
    };
}
