namespace Quorate.Simulation;

/// <summary>Which run: equal options give an identical run, event by event.</summary>
public sealed record SimulationOptions
{
    /// <summary>The largest group simulated.</summary>
    public const int ReplicasMax = 7;

    /// <summary>The seed that everything random in the run stems from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The protocol that the replicas run.</summary>
    public ReplicationProtocol Protocol { get; init; } = ReplicationProtocol.Viewstamped;

    /// <summary>The group's size, 1 to <see cref="ReplicasMax"/>.</summary>
    public int Replicas { get; init; } = 3;

    /// <summary>How long faults are injected, in simulated time; then they stop and everything must complete.</summary>
    public TimeSpan Chaos { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What goes wrong; null draws a plan from the seed.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>Clients, each with one call under way.</summary>
    public int Clients { get; init; } = 12;

    /// <summary>Longest time between a client's calls; it halves on average.</summary>
    public TimeSpan ThinkMax { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>What clients do and to which state machine; null draws it from the seed.</summary>
    internal IWorkload? Workload { get; init; }

    /// <summary>Where tests put mutants in.</summary>
    internal Seams Seams { get; init; } = new();
}
