using System.Diagnostics;
using System.Text.Json;
using Quorate.Cli.Etcd;
using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.History;
using Quorate.EndToEnd.Tests.Kit;
using Quorate.Etcd.Grpc;

namespace Quorate.EndToEnd.Tests.Lamport;

/// <summary>
/// Over Lamport's total order each replica is needed: while one is silent nothing is delivered and everybody says whom
/// it waits for; when it returns everything goes on, and nothing is lost or reordered.
/// </summary>
public sealed class AwaitedReplicaTests
{
    private const int Clients = 8;
    private const int WritesBetween = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task SilentReplicaStopsDeliveryAndIsNamedUntilItReturns()
    {
        using var cluster = await TestCluster.StartQuorateAsync(Lamport);
        var (asked, silent) = (cluster.Members[0], cluster.Members[2]);
        await TestCluster.PutAsync(asked, "before", "delivered");
        silent.Process.Signal(PosixSignal.Stop);

        var exception = await Assert.ThrowsAsync<EtcdException>(
            () => TestCluster.PutAsync(asked, "during", "delivered later"));
        Assert.Equal(GrpcStatusCode.Unavailable, exception.Status);
        Assert.False(exception.IsDefinite);
        Assert.Matches(
            @"^etcdserver: request timed out, waiting for replica 2, silent for \d+\.\d s; it may be executed yet$",
            exception.Message);
        await CheckWhoIsAwaitedAsync(cluster);
        Assert.Equal("delivered", await SerializableAsync(asked, "before"));

        silent.Process.Signal(PosixSignal.Continue);
        await TestCluster.WaitUntilServingAsync(silent);
        Assert.Equal("delivered later", await TestCluster.GetAsync(silent, "during"));
        var status = await QuorateBinary.RunAsync("status", "--endpoint", asked.ClientEndpoint, "--json");
        Assert.True(status.ExitCode == 0, status.All);
    }

    [Fact]
    public async Task HistoryIsGoodWhileEachReplicaIsKilledAndReturns()
    {
        using var cluster = await TestCluster.StartQuorateAsync(Lamport);
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        for (var round = 0; round < 2; round++)
        {
            foreach (var member in cluster.Members)
            {
                await load.WaitForWritesAsync(WritesBetween, Patience);
                member.Process.Kill();
                member.Process.Start();
                await TestCluster.WaitUntilServingAsync(member);
                await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
            }
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }

    [Fact]
    public async Task HistoryIsGoodWhileReplicasFreezeAndWake()
    {
        using var cluster = await TestCluster.StartQuorateAsync(Lamport);
        using var load = await HistoryLoad.StartAsync(cluster, Clients);
        foreach (var member in cluster.Members)
        {
            await load.WaitForWritesAsync(WritesBetween, Patience);
            member.Process.Signal(PosixSignal.Stop);
            await load.WaitForUnknownOutcomeAsync(Patience);
            member.Process.Signal(PosixSignal.Continue);
            await load.WaitForWriteIssuedAfterAsync(Stopwatch.GetTimestamp(), Patience);
        }

        await load.WaitForWritesAsync(WritesBetween, Patience);
        Assert.True(await load.FinishAsync() >= WritesBetween);
    }

    private static ServeConfig Lamport(ServeConfig config) => config with
    {
        Protocol = "lamport",
        Timeouts = new ServeTimeouts { RequestMilliseconds = 1000 },
    };

    private static async Task CheckWhoIsAwaitedAsync(TestCluster cluster)
    {
        const string Waiting = @"waiting for replica 2, silent for \d+\.\d s";
        var endpoint = cluster.Members[1].ClientEndpoint;
        var text = await QuorateBinary.RunAsync("status", "--endpoint", endpoint);
        Assert.Equal(1, text.ExitCode);
        Assert.Matches($"r1: {Waiting}", text.Output);
        var json = await QuorateBinary.RunAsync("status", "--endpoint", endpoint, "--json");
        using var document = JsonDocument.Parse(json.Output);
        var errors = document.RootElement.GetProperty("members")[0].GetProperty("errors");
        Assert.Matches($"^{Waiting}$", Assert.Single(errors.EnumerateArray()).GetString()!);

        using var http = new HttpClient();
        using var ready = await http.GetAsync(
            new Uri($"http://{endpoint}/readyz"), TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Matches(Waiting, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var metrics = await http.GetStringAsync(
            new Uri($"http://{endpoint}/metrics"), TestContext.Current.CancellationToken);
        Assert.Matches("quorate_awaited_silence_seconds{peer=\"r2\"} [1-9]", metrics);
        using var live = await http.GetAsync(
            new Uri($"http://{endpoint}/livez"), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)live.StatusCode);
    }

    private static async Task<string> SerializableAsync(ClusterMember member, string key)
    {
        using var client = new EtcdClient(member.ClientEndpoint);
        using var stop = new CancellationTokenSource(Patience);
        var request = EtcdRequests.Range(System.Text.Encoding.UTF8.GetBytes(key), serializable: true);
        var range = await client.RangeAsync(request, stop.Token);
        return System.Text.Encoding.UTF8.GetString(Assert.Single(range.KeyValues).Value.Span);
    }
}
