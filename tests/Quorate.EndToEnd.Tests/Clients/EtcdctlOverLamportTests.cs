namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>Every member orders what it is given, and so names itself.</summary>
public sealed class EtcdctlOverLamportTests(LamportClusterFixture fixture)
    : EtcdctlTests(fixture), IClassFixture<LamportClusterFixture>
{
    /// <inheritdoc/>
    protected override void CheckLeaders(IReadOnlyList<ulong> members, IReadOnlyList<ulong> leaders) =>
        Assert.Equal(members, leaders);
}
