using System.Diagnostics;
using Quorate.EndToEnd.Tests.History;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Faults;

/// <summary>
/// How soon writes are acknowledged again when the primary fails. Bounds are loose, because tests share their machine;
/// <c>bench/failover.sh</c> measures.
/// </summary>
public sealed class FailoverTests
{
    private const int Runs = 3;
    private const int Clients = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BoundWhenKilled = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BoundWhenSilent = TimeSpan.FromSeconds(2.5);

    [Fact]
    public async Task WritesResumeSoonAfterThePrimaryIsKilled()
    {
        var median = await MedianAsync(primary => primary.Process.Kill(), primary => primary.Process.Start());
        Assert.True(
            median < BoundWhenKilled, $"Writes stopped for {median.TotalMilliseconds:F0} ms (median of {Runs}).");
    }

    [Fact]
    public async Task WritesResumeSoonAfterThePrimaryGoesSilent()
    {
        var median = await MedianAsync(
            primary => primary.Process.Signal(PosixSignal.Stop), primary => primary.Process.Signal(
                PosixSignal.Continue));
        Assert.True(
            median < BoundWhenSilent, $"Writes stopped for {median.TotalMilliseconds:F0} ms (median of {Runs}).");
    }

    private static async Task<TimeSpan> MedianAsync(Action<ClusterMember> fail, Action<ClusterMember> recover)
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            await load.WaitForWritesAsync(200, Patience);
            var primary = await cluster.LeaderAsync();
            var failed = Stopwatch.GetTimestamp();
            fail(primary);
            await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
            times.Add(Stopwatch.GetElapsedTime(failed));
            recover(primary);
            await TestCluster.WaitUntilServingAsync(primary);
        }

        await load.FinishAsync();
        return times.Order().ElementAt(Runs / 2);
    }
}
