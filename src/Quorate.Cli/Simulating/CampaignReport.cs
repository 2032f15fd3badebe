namespace Quorate.Cli.Simulating;

/// <summary>The shape of <c>quorate simulate --json</c>.</summary>
/// <param name="FirstSeed">The first seed.</param>
/// <param name="Runs">How many seeds were run.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ClusterSeconds">Simulated time.</param>
/// <param name="Operations">Operations acknowledged.</param>
/// <param name="Reads">Linearizable reads answered.</param>
/// <param name="ViewChanges">View changes.</param>
/// <param name="Restarts">Restarts after crashes.</param>
/// <param name="Messages">Frames sent.</param>
/// <param name="Promises">Promises compared with the durable image.</param>
/// <param name="Events">Events of the simulated worlds.</param>
/// <param name="Failures">Runs in which a checker found something.</param>
internal sealed record CampaignReport(
    ulong FirstSeed,
    long Runs,
    double Seconds,
    double ClusterSeconds,
    long Operations,
    long Reads,
    long ViewChanges,
    long Restarts,
    long Messages,
    long Promises,
    long Events,
    IReadOnlyList<CampaignFailure> Failures);
