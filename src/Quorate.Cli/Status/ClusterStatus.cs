namespace Quorate.Cli.Status;

/// <summary>What the members say; the shape of <c>quorate status --json</c>.</summary>
/// <param name="View">The highest view any member is in.</param>
/// <param name="Primary">The name of the primary of that view; null when nobody knows one.</param>
/// <param name="Members">The members.</param>
internal sealed record ClusterStatus(ulong View, string? Primary, IReadOnlyList<MemberStatus> Members)
{
    /// <summary>Whether there is a primary and more than half of the members answer.</summary>
    public bool IsHealthy =>
        Primary is not null && Members.Count(member => member.Role != MemberRoles.Unreachable) > Members.Count / 2;
}
