using Quorate.Simulation;

namespace Quorate.Cli.Simulating;

/// <summary>What the runs of a campaign contained, added up.</summary>
internal sealed class CampaignTotals
{
    private readonly List<SimulationResult> failures = [];

    /// <summary>Runs that ended.</summary>
    public long Runs { get; private set; }

    /// <summary>Simulated seconds.</summary>
    public double ClusterSeconds { get; private set; }

    /// <summary>Operations acknowledged to clients.</summary>
    public long Operations { get; private set; }

    /// <summary>Linearizable reads answered.</summary>
    public long Reads { get; private set; }

    /// <summary>View changes.</summary>
    public long ViewChanges { get; private set; }

    /// <summary>Restarts after crashes.</summary>
    public long Restarts { get; private set; }

    /// <summary>Frames sent.</summary>
    public long Messages { get; private set; }

    /// <summary>Promises compared with the durable image.</summary>
    public long Promises { get; private set; }

    /// <summary>Events of the simulated worlds.</summary>
    public long Events { get; private set; }

    /// <summary>The runs in which a checker found something, by seed.</summary>
    public IReadOnlyList<SimulationResult> Failures => [.. failures.OrderBy(result => result.Options.Seed)];

    /// <summary>Adds one run.</summary>
    public void Add(SimulationResult result)
    {
        Runs++;
        ClusterSeconds += result.ClusterSeconds;
        Operations += result.Operations;
        Reads += result.Reads;
        ViewChanges += result.ViewChanges;
        Restarts += result.Restarts;
        Messages += result.Messages;
        Promises += result.Promises;
        Events += result.Events;
        if (!result.IsClean)
        {
            failures.Add(result);
        }
    }
}
