namespace Quorate.Simulation;

/// <summary>What a run contained, and what was wrong with it.</summary>
public sealed record SimulationResult
{
    /// <summary>The options that replay it.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>What the checkers found; empty when the run is clean.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>Simulated time, in seconds.</summary>
    public required double ClusterSeconds { get; init; }

    /// <summary>Operations acknowledged to clients.</summary>
    public required long Operations { get; init; }

    /// <summary>Linearizable reads answered.</summary>
    public required long Reads { get; init; }

    /// <summary>Calls whose outcome stayed unknown; never counted as passed.</summary>
    public required long Unknown { get; init; }

    /// <summary>The highest view reached.</summary>
    public required long ViewChanges { get; init; }

    /// <summary>Restarts after crashes.</summary>
    public required long Restarts { get; init; }

    /// <summary>Restarts that were cut short by another crash while the journal opened.</summary>
    public required long OpeningsCut { get; init; }

    /// <summary>Frames sent.</summary>
    public required long Messages { get; init; }

    /// <summary>Frames lost.</summary>
    public required long Lost { get; init; }

    /// <summary>Promises compared with the durable image.</summary>
    public required long Promises { get; init; }

    /// <summary>Checkpoints installed from peers or at restart.</summary>
    public required long CheckpointsInstalled { get; init; }

    /// <summary>Events of the world.</summary>
    public required long Events { get; init; }

    /// <summary>A hash of everything that happened, in order: equal for equal runs.</summary>
    public required ulong TraceHash { get; init; }

    /// <summary>Whether no checker found anything.</summary>
    public bool IsClean => Violations.Count == 0;

    /// <summary>The command that replays this very run.</summary>
    public string ReplayCommand =>
        "dotnet run --project src/Quorate.Cli -c Release -- simulate --protocol "
        + $"{SimulatedProtocols.NameOf(Options.Protocol)}"
        + $" --seeds {Options.Seed}..{Options.Seed} --replicas {Options.Replicas}"
        + (Options.Chaos == new SimulationOptions { Seed = 0 }.Chaos
            ? ""
            : $" --seconds {Options.Chaos.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
}
