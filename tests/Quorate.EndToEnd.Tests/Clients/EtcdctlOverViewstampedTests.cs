namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>One member orders for all.</summary>
public sealed class EtcdctlOverViewstampedTests(StartedClusterFixture fixture)
    : EtcdctlTests(fixture), IClassFixture<StartedClusterFixture>
{
    /// <inheritdoc/>
    protected override void CheckLeaders(IReadOnlyList<ulong> members, IReadOnlyList<ulong> leaders) =>
        Assert.Contains(Assert.Single(leaders.Distinct()), members);
}
