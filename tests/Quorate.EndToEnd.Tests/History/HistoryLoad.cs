using Quorate.Cli.Etcd;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.History;

/// <summary>
/// Several history clients against a cluster whose every write is theirs; ends with the checker's verdict.
/// </summary>
internal sealed class HistoryLoad : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    private readonly TestCluster cluster;
    private readonly HistoryClient[] clients;
    private readonly long firstRevision;
    private readonly Pulse progress = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] running;

    private HistoryLoad(TestCluster cluster, int clientCount, long firstRevision)
    {
        this.cluster = cluster;
        this.firstRevision = firstRevision;
        var endpoints = cluster.Members.Select(member => member.ClientEndpoint).ToArray();
        clients =
            [
                .. Enumerable.Range(0, clientCount)
                    .Select(number => new HistoryClient(number, endpoints, CallTimeout, progress)),
            ];
        running = [.. clients.Select(client => Task.Run(() => client.RunAsync(stop.Token)))];
    }

    /// <summary>Starts clients.</summary>
    public static async Task<HistoryLoad> StartAsync(TestCluster cluster, int clientCount)
    {
        using var client = new EtcdClient(cluster.Members[0].ClientEndpoint);
        return new HistoryLoad(cluster, clientCount, await HistoryReader.RevisionAsync(client));
    }

    /// <summary>Waits until a write that was issued after a moment is acknowledged to any client.</summary>
    /// <param name="moment">A <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
    /// <param name="timeout">How long to wait.</param>
    public Task WaitForWriteIssuedAfterAsync(long moment, TimeSpan timeout) => progress.UntilAsync(
        () => clients.Any(client => client.LastAcknowledgedInvocation >= moment),
        timeout,
        () => $"Writes did not resume within {timeout}.");

    /// <summary>Waits until one more operation ends with an unknown outcome.</summary>
    public async Task WaitForUnknownOutcomeAsync(TimeSpan timeout)
    {
        var before = clients.Sum(client => client.UnknownOutcomes);
        await progress.UntilAsync(
            () => clients.Sum(client => client.UnknownOutcomes) > before,
            timeout,
            () => $"Every operation had a known outcome for {timeout}.");
    }

    /// <summary>Waits until this many more writes are acknowledged.</summary>
    public async Task WaitForWritesAsync(int count, TimeSpan timeout)
    {
        var target = clients.Sum(client => client.AcknowledgedWrites) + count;
        await progress.UntilAsync(
            () => clients.Sum(client => client.AcknowledgedWrites) >= target,
            timeout,
            () => $"{count} writes were not acknowledged within {timeout}.");
    }

    /// <summary>Stops the clients and checks the history.</summary>
    /// <returns>How many writes were acknowledged.</returns>
    public async Task<int> FinishAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        using var client = new EtcdClient(cluster.Members[0].ClientEndpoint);
        var operations = clients.SelectMany(one => one.Operations).ToList();
        var history = await HistoryReader.ReadAsync(client, firstRevision, operations);
        var violations = HistoryChecker.Check(history);
        Assert.True(
            violations.Count == 0,
            $"{violations.Count} violations in {operations.Count} operations:\n" + string.Join(
                '\n', violations.Take(20)));
        return operations.Count(operation => operation.IsAcknowledgedWrite);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        Task.WaitAll(running, TimeSpan.FromSeconds(10));
        foreach (var client in clients)
        {
            client.Dispose();
        }

        stop.Dispose();
    }
}
