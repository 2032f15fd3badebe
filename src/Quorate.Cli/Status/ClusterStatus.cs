using Quorate.Hosting;

namespace Quorate.Cli.Status;

/// <summary>What the members say; the shape of <c>quorate status --json</c>.</summary>
/// <param name="Protocol">The replication protocol; null when nobody says.</param>
/// <param name="View">The highest view any member is in.</param>
/// <param name="Primary">The name of the primary of that view; null when nobody knows one.</param>
/// <param name="Members">The members.</param>
internal sealed record ClusterStatus(
    string? Protocol, ulong View, string? Primary, IReadOnlyList<MemberStatus> Members)
{
    /// <summary>Whether every replica orders requests, so that there is no primary and each is needed.</summary>
    public bool IsLeaderless => ReplicaProtocols.IsLeaderless(Protocol);

    /// <summary>
    /// Whether requests are ordered: there is a primary and more than half of the members answer, or, where each is
    /// needed, all do and wait for nobody.
    /// </summary>
    public bool IsHealthy => IsLeaderless
        ? Members.All(member => member.Role == MemberRoles.Peer && member.Errors.Count == 0)
        : Primary is not null && Members.Count(member => member.Role != MemberRoles.Unreachable) > Members.Count / 2;
}
