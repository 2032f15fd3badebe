using System.Diagnostics;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.History;

/// <summary>The load and the checker are proved on real etcd: what etcd promises, they must pass.</summary>
public sealed class EtcdHistoryTests
{
    [Fact]
    public async Task HistoryOfRealEtcdIsGoodWhileItsLeaderIsKilled()
    {
        using var cluster = await TestCluster.StartEtcdAsync();
        using var load = await HistoryLoad.StartAsync(cluster, 6);
        await load.WaitForWritesAsync(100, TimeSpan.FromSeconds(20));
        var leader = await cluster.LeaderAsync();
        leader.Process.Kill();
        await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(20));
        await cluster.StartAllAsync();
        await load.WaitForWritesAsync(100, TimeSpan.FromSeconds(20));
        Assert.True(await load.FinishAsync() >= 200);
    }
}
