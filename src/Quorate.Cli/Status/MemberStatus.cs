namespace Quorate.Cli.Status;

/// <summary>What one member says about itself.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoint">Where clients reach it.</param>
/// <param name="Role">primary, backup, peer (where there is no primary), or unreachable.</param>
/// <param name="View">Its view.</param>
/// <param name="Op">The head of its log.</param>
/// <param name="Commit">The highest op it knows to be committed.</param>
/// <param name="Lag">Ops that the most advanced member has and this one does not know to be committed.</param>
/// <param name="Revision">Its store's revision.</param>
/// <param name="Errors">What it complains about, or why it is unreachable.</param>
internal sealed record MemberStatus(
    string Name,
    string Endpoint,
    string Role,
    ulong View,
    ulong Op,
    ulong Commit,
    ulong Lag,
    long Revision,
    IReadOnlyList<string> Errors);
