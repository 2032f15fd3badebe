using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Quorate.Cli.Etcd;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Program;

/// <summary><c>quorate start</c> as its user sees it.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("quorate-e2e-data-").FullName;

    [Fact]
    public async Task ClusterStartedAgainContinuesWithItsData()
    {
        using (var first = await StartedCluster.StartAsync(directory))
        {
            await PutAsync(first.Clients[0], "kept", "value");
            first.Starter.Signal(PosixSignal.Terminate);
            Assert.Equal(0, await first.Starter.WaitForExitAsync());
        }

        using var second = await StartedCluster.StartAsync(directory);
        Assert.Equal("value", await GetAsync(second.Clients[1], "kept"));
    }

    [Fact]
    public async Task InterruptStopsTheReplicasToo()
    {
        using var cluster = await StartedCluster.StartAsync(directory);
        cluster.Starter.Signal(PosixSignal.Interrupt);
        Assert.Equal(0, await cluster.Starter.WaitForExitAsync());
        Assert.All(cluster.ProcessIds, id => Assert.False(IsRunning(id)));
    }

    [Fact]
    public async Task ReplicasDoNotOutliveAKilledStarter()
    {
        using var cluster = await StartedCluster.StartAsync(directory);
        var replicas = cluster.ProcessIds.Select(Process.GetProcessById).ToArray();
        cluster.Starter.Kill();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        await Task.WhenAll(replicas.Select(replica => replica.WaitForExitAsync(patience.Token)));
    }

    [Fact]
    public async Task KilledReplicaIsReportedAndComesBackWithThePrintedCommand()
    {
        using var cluster = await StartedCluster.StartAsync(directory);
        PosixSignal.Send(cluster.ProcessIds[1], 9);
        await cluster.Starter.WaitForTextAsync($"r1 (process {cluster.ProcessIds[1]}) has died: killed by signal 9");
        await cluster.Starter.WaitForTextAsync(cluster.Commands[1]);
        await PutAsync(cluster.Clients[0], "meanwhile", "written");

        using var back = new ServerProcess("/bin/sh", ["-c", "exec " + cluster.Commands[1]]);
        back.Start();
        await back.WaitForTextAsync("replica r1 of cluster");
        Assert.Equal("written", await GetAsync(cluster.Clients[1], "meanwhile"));
    }

    [Fact]
    public async Task PortInUseIsAUsageError()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var free = FreePorts.Take(5);
        var result = await QuorateBinary.RunAsync(
            "start", "--data", directory, "--client-port", $"{free[0]},{port},{free[1]}",
            "--peer-port", $"{free[2]},{free[3]},{free[4]}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Port {port} cannot be opened", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectoryInUseIsAUsageError()
    {
        using var cluster = await StartedCluster.StartAsync(directory);
        var result = await QuorateBinary.RunAsync(
            "start", "--data", directory, "--client-port", "1", "--peer-port", "10");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("another 'quorate start' uses it", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortsThatAreNotNamedAreTheUsualOnes()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            holder.Bind(new IPEndPoint(IPAddress.Loopback, 2379));
            holder.Listen();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // Whoever holds the port, the program says that it asked for it.
        }

        await AssertUsageErrorAsync("Port 2379 cannot be opened");
    }

    [Fact]
    public async Task ContradictoryOptionsAreUsageErrors()
    {
        File.WriteAllText(
            Path.Combine(directory, "cluster.json"),
            """{"cluster":"00112233445566778899aabbccddeeff","protocol":"vr","replicas":3}""");
        await AssertUsageErrorAsync("contradicts", "--replicas", "5");
        await AssertUsageErrorAsync("names 2 ports for 3 replicas", "--client-port", "5000,5001");
        await AssertUsageErrorAsync("is asked for twice", "--client-port", "5000", "--peer-port", "5001");
        await AssertUsageErrorAsync("is not between 1 and 7", "--replicas", "8");
        await AssertUsageErrorAsync("raft", "--protocol", "raft");
        await AssertUsageErrorAsync("holds a cluster that runs vr", "--protocol", "lamport");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task AssertUsageErrorAsync(string expected, params string[] arguments)
    {
        var result = await QuorateBinary.RunAsync(["start", "--data", directory, .. arguments]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static bool IsRunning(int processId) => Directory.Exists($"/proc/{processId}");

    private static async Task PutAsync(string endpoint, string key, string value)
    {
        using var client = new EtcdClient(endpoint);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client.PutAsync(EtcdRequests.Put(Utf8(key), Utf8(value)), stop.Token);
    }

    private static async Task<string> GetAsync(string endpoint, string key)
    {
        using var client = new EtcdClient(endpoint);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var range = await client.RangeAsync(EtcdRequests.Range(Utf8(key)), stop.Token);
        return System.Text.Encoding.UTF8.GetString(Assert.Single(range.KeyValues).Value.Span);
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
