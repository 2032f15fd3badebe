using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>A run of mutual exclusion; everything else follows from the seed.</summary>
public sealed record EntryWorldOptions
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Makes a process's links.</summary>
    public required Func<Membership, ILink> Links { get; init; }

    /// <summary>How many processes there are.</summary>
    public int Members { get; init; } = 3;

    /// <summary>How many requests are made.</summary>
    public int Requests { get; init; } = 20;

    /// <summary>How many steps are scheduled before the faults end.</summary>
    public int Steps { get; init; } = 600;

    /// <summary>What goes wrong; processes do not crash in this model.</summary>
    public StackFaults Faults { get; init; } = StackFaults.FairLoss;

    /// <summary>Holders that never release. For mutants.</summary>
    public bool NeverReleases { get; init; }
}
