namespace Quorate.Cli.Simulating;

/// <summary>A run in which a checker found something.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violations">What was found.</param>
/// <param name="Replay">The command that replays the run.</param>
internal sealed record CampaignFailure(ulong Seed, IReadOnlyList<string> Violations, string Replay);
