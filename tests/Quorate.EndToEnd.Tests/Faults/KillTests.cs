using System.Diagnostics;
using Quorate.EndToEnd.Tests.History;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Faults;

/// <summary>
/// Replicas are killed under load: nothing acknowledged is lost, nothing is executed twice, writes resume.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 8;
    private const int WritesBetween = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task HistoryIsGoodWhileEachReplicaIsKilledInTurn()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        for (var round = 0; round < 2; round++)
        {
            foreach (var member in cluster.Members)
            {
                await load.WaitForWritesAsync(WritesBetween, Patience);
                member.Process.Kill();
                await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
                await load.WaitForWritesAsync(WritesBetween, Patience);
                member.Process.Start();
                await TestCluster.WaitUntilServingAsync(member);
            }
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }

    [Fact]
    public async Task HistoryIsGoodWhileThePrimaryIsKilledAgainAndAgain()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        for (var round = 0; round < 5; round++)
        {
            await load.WaitForWritesAsync(WritesBetween, Patience);
            var primary = await cluster.LeaderAsync();
            primary.Process.Kill();
            await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
            primary.Process.Start();
            await TestCluster.WaitUntilServingAsync(primary);
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }

    [Theory]
    [InlineData("vr")]
    [InlineData("lamport")]
    public async Task HistoryIsGoodAndWritesResumeAfterAllThreeAreKilledAtOnce(string protocol)
    {
        using var cluster = await TestCluster.StartQuorateAsync(config => config with { Protocol = protocol });
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        for (var round = 0; round < 3; round++)
        {
            await load.WaitForWritesAsync(WritesBetween, Patience);
            foreach (var member in cluster.Members)
            {
                member.Process.Kill();
            }

            await cluster.StartAllAsync();
            await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }

    [Fact]
    public async Task HistoryIsGoodWhileThePrimaryFreezesAndWakes()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        for (var round = 0; round < 3; round++)
        {
            await load.WaitForWritesAsync(WritesBetween, Patience);
            var primary = await cluster.LeaderAsync();
            primary.Process.Signal(PosixSignal.Stop);
            await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
            primary.Process.Signal(PosixSignal.Continue);
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }
}
