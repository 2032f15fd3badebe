using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>A run of a world of stacks; everything else follows from the seed.</summary>
public sealed record StackWorldOptions
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Makes a process's stack; called again at each restart.</summary>
    public required Func<StackContext, ILayer> Stack { get; init; }

    /// <summary>Whether requests are sends to one peer rather than broadcasts.</summary>
    public bool IsLink { get; init; }

    /// <summary>How many processes there are.</summary>
    public int Members { get; init; } = 3;

    /// <summary>How many messages are asked for.</summary>
    public int Requests { get; init; } = 30;

    /// <summary>How many steps are scheduled before the faults end.</summary>
    public int Steps { get; init; } = 800;

    /// <summary>How many rounds without news end the run, once the faults have ended.</summary>
    public int QuietRounds { get; init; } = 12;

    /// <summary>How many rounds end it at the latest: a stubborn link is never quiet.</summary>
    public int RoundsMax { get; init; } = 3_000;

    /// <summary>
    /// Whether, when all is quiet, each process is asked for one more message: bounds must not outlast their cause.
    /// </summary>
    public bool AsksWhenQuiet { get; init; } = true;

    /// <summary>What goes wrong.</summary>
    public StackFaults Faults { get; init; } = StackFaults.FairLoss;

    /// <summary>A disk that forgets: cells of these kinds are never written. For mutants.</summary>
    public IReadOnlyList<CellKind> Forgets { get; init; } = [];
}
