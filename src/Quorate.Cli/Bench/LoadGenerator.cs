using System.Collections.Concurrent;
using System.Diagnostics;
using Quorate.Cli.Etcd;

namespace Quorate.Cli.Bench;

/// <summary>Runs a closed-loop load: a fixed number of clients, each with one request in flight.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(20);

    private readonly BenchOptions options;
    private readonly BenchKeys keys;
    private readonly EtcdConnection[] connections;
    private readonly ConcurrentDictionary<string, long> errors = new(StringComparer.Ordinal);
    private long succeeded;
    private long failed;
    private long lastSuccess;
    private long longestGap;
    private bool measuring;

    /// <summary>Creates a load; nothing is sent before <see cref="RunAsync"/>.</summary>
    public LoadGenerator(BenchOptions options)
    {
        this.options = options;
        keys = new BenchKeys(options);
        connections = [.. Enumerable.Range(0, options.Connections)
            .Select(index => new EtcdConnection(options.Endpoints[index % options.Endpoints.Count], options.Tls))];
    }

    /// <summary>Requests that succeeded so far, warm-up included.</summary>
    public long Succeeded => Interlocked.Read(ref succeeded);

    /// <summary>Requests that failed so far, warm-up included.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Writes every key once, many in each transaction.</summary>
    /// <exception cref="EtcdException">A write failed.</exception>
    public async Task LoadAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        var next = 0;
        await Parallel.ForEachAsync(connections, cancellationToken, async (connection, stop) =>
        {
            const int Step = BenchKeys.KeysPerTransaction;
            for (var first = Interlocked.Add(ref next, Step) - Step; first < options.Keys;
                first = Interlocked.Add(ref next, Step) - Step)
            {
                var count = Math.Min(Step, options.Keys - first);
                await connection.CallAsync(EtcdMethods.Txn, keys.Load(first, count), stop);
                progress(Math.Min(options.Keys, first + count));
            }
        });
    }

    /// <summary>Runs the load: warm-up, then the measured time.</summary>
    public async Task<BenchResult> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var histograms = new LatencyHistogram[options.Clients];
        var clients = new Task[options.Clients];
        for (var client = 0; client < clients.Length; client++)
        {
            histograms[client] = new LatencyHistogram();
            var (index, histogram) = (client, histograms[client]);
            clients[client] = Task.Run(() => RunClientAsync(index, histogram, stop.Token), CancellationToken.None);
        }

        await PauseAsync(options.WarmUp, stop.Token);
        var started = Stopwatch.GetTimestamp();
        Volatile.Write(ref lastSuccess, started);
        Volatile.Write(ref measuring, true);
        await PauseAsync(options.Duration, stop.Token);
        Volatile.Write(ref measuring, false);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        NoteSuccess(Stopwatch.GetTimestamp());
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        return Summarise(histograms, seconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    private async Task RunClientAsync(int client, LatencyHistogram histogram, CancellationToken stop)
    {
        var random = new Random(client);
        var connection = connections[client % connections.Length];
        while (!stop.IsCancellationRequested)
        {
            var put = options.Operation == BenchOperation.Put
                || (options.Operation == BenchOperation.Mixed && random.Next(2) == 0);
            var key = random.Next(options.Keys);
            var frame = put ? keys.Put(key) : keys.Get(key);
            await CallAsync(connection, put ? EtcdMethods.Put : EtcdMethods.Range, frame, histogram, stop);
        }
    }

    private async Task CallAsync(
        EtcdConnection connection,
        string method,
        ReadOnlyMemory<byte> frame,
        LatencyHistogram histogram,
        CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(CallTimeout);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await connection.CallAsync(method, frame, timeout.Token);
            var ended = Stopwatch.GetTimestamp();
            Interlocked.Increment(ref succeeded);
            if (Volatile.Read(ref measuring))
            {
                histogram.Add((long)Stopwatch.GetElapsedTime(started, ended).TotalNanoseconds);
                NoteSuccess(ended);
            }
        }
        catch (EtcdException exception)
        {
            Interlocked.Increment(ref failed);
            errors.AddOrUpdate(exception.Message, 1, static (_, count) => count + 1);
            await PauseAsync(PauseAfterError, stop);
        }
    }

    private void NoteSuccess(long now)
    {
        var gap = now - Interlocked.Exchange(ref lastSuccess, now);
        for (var longest = Volatile.Read(ref longestGap); gap > longest; longest = Volatile.Read(ref longestGap))
        {
            Interlocked.CompareExchange(ref longestGap, gap, longest);
        }
    }

    private BenchResult Summarise(LatencyHistogram[] histograms, double seconds)
    {
        var all = new LatencyHistogram();
        foreach (var histogram in histograms)
        {
            all.Add(histogram);
        }

        return new BenchResult(
            options.Operation.ToString().ToLowerInvariant(),
            options.Endpoints,
            options.Clients,
            options.Connections,
            options.Keys,
            options.ValueBytes,
            Math.Round(seconds, 3),
            all.Count,
            Math.Round(all.Count / seconds, 1),
            all.Percentile(0.5),
            all.Percentile(0.99),
            all.Percentile(0.999),
            all.Max / 1e6,
            Stopwatch.GetElapsedTime(0, longestGap).TotalMilliseconds,
            errors.OrderByDescending(error => error.Value).ToDictionary(StringComparer.Ordinal));
    }

    private static async Task PauseAsync(TimeSpan time, CancellationToken stop)
    {
        // The pause ends early when the run is stopped, which is no error.
        await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
