using Quorate.Etcd;
using Quorate.Hosting;
using Quorate.KeyValue;

namespace Quorate.Cli.Serving;

/// <summary>Runs one replica and its etcd API until it is told to stop, or stops by itself.</summary>
internal static class ReplicaServer
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    /// <summary>Runs the replica.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(ServeConfig config, CancellationToken stop)
    {
        using var loggers = new LineLoggerFactory();
        foreach (var warning in TlsFiles.Warnings(config))
        {
            ServeLog.Certificate(loggers.CreateLogger("Quorate"), warning);
        }

        try
        {
            await using var host = StartReplica(config, loggers);
            await using var server = new EtcdServer(host.Service, EtcdOptions(config), loggers);
            await server.StartAsync(stop);
            await Console.Out.WriteLineAsync(Banner(config));
            var stopped = Task.Delay(Timeout.Infinite, stop);
            var first = await Task.WhenAny(host.Stopped, stopped);
            using var patience = new CancellationTokenSource(StopPatience);
            await server.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return first == stopped ? ExitCodes.Success : Explain(config, await host.Stopped);
        }
        catch (ReplicaStartException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    private static ReplicaHost StartReplica(ServeConfig config, LineLoggerFactory loggers)
    {
        var options = new QuorateOptions
        {
            ClusterId = config.Cluster!,
            Protocol = config.Protocol ?? ReplicaProtocols.Default,
            ReplicaId = config.Replica!.Value,
            Members = [.. config.Members!.Select(member => member.Peer!)],
            ListenAddress = config.ListenPeer,
            DataDirectory = config.DataDirectory!,
            Tls = config.PeerTls is { } tls
                ? new QuorateTlsOptions
                {
                    CertificatePath = tls.Certificate!,
                    KeyPath = tls.Key!,
                    AuthorityPath = tls.Authority!,
                }
                : null,
        };
        if (config.Timeouts is { } timeouts)
        {
            options.HeartbeatInterval = Milliseconds(timeouts.HeartbeatMilliseconds) ?? options.HeartbeatInterval;
            options.SuspectTimeout = Milliseconds(timeouts.SuspectMilliseconds) ?? options.SuspectTimeout;
        }

        options.PendingOperationsMax = config.Limits?.PendingOperations ?? options.PendingOperationsMax;
        options.CheckpointEveryOps = config.Limits?.CheckpointEveryOps ?? options.CheckpointEveryOps;
        return ReplicaHost.Start(options, new KeyValueStateMachine(), loggers: loggers);
    }

    private static EtcdServerOptions EtcdOptions(ServeConfig config)
    {
        var scheme = config.ClientTls is null ? "http" : "https";
        var peerScheme = config.PeerTls is null ? "http" : "https";
        var options = new EtcdServerOptions
        {
            CertificatePath = config.ClientTls?.Certificate,
            KeyPath = config.ClientTls?.Key,
            ClientAuthorityPath = config.ClientTls?.Authority,
        };
        options.RequestBytesMax = config.Limits?.RequestBytes ?? options.RequestBytesMax;
        options.RequestTimeout = Milliseconds(config.Timeouts?.RequestMilliseconds) ?? options.RequestTimeout;
        foreach (var address in config.ListenClient ?? [config.Members![config.Replica!.Value].Client!])
        {
            options.ListenAddresses.Add(address);
        }

        foreach (var member in config.Members!)
        {
            options.Members.Add(
                new EtcdMember(member.Name!, [$"{peerScheme}://{member.Peer}"], [$"{scheme}://{member.Client}"]));
        }

        return options;
    }

    private static string Banner(ServeConfig config)
    {
        var self = config.Members![config.Replica!.Value];
        return $"replica {self.Name} of cluster {config.Cluster} serves clients on {self.Client} "
            + $"and peers on {self.Peer}; "
            + $"data in {config.DataDirectory}; process {Environment.ProcessId}";
    }

    private static int Explain(ServeConfig config, StopReason? reason)
    {
        Console.Error.WriteLine(
            $"replica {config.Members![config.Replica!.Value].Name} stopped by itself: {reason?.Text}");
        return ExitCodes.Failure;
    }

    private static TimeSpan? Milliseconds(int? value) =>
        value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
