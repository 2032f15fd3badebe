using System.Diagnostics;
using System.Text.Json;
using Quorate.Hosting;
using Spectre.Console;

namespace Quorate.Cli.Development;

/// <summary>Runs a development cluster: starts the replicas, tells how they do, stops what it started.</summary>
internal sealed class DevelopmentCluster(DevelopmentPlan plan, bool json) : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(30);

    private readonly List<ReplicaChild> children = [];

    /// <summary>Runs the cluster until it is told to stop.</summary>
    /// <returns>The program's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        for (var replica = 0; replica < plan.Configs.Count; replica++)
        {
            children.Add(ReplicaChild.Start(plan.Configs[replica], plan.ConfigPath(replica), Print));
        }

        try
        {
            await WaitUntilReadyAsync(stop);
            await WatchAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while starting.
        }

        if (!json)
        {
            Terminal.Out.WriteLine("stopping");
        }

        foreach (var child in children)
        {
            child.ShowsWarnings = false;
        }

        await Task.WhenAll(children.Select(child => child.StopAsync(StopPatience)));
        return ExitCodes.Success;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var child in children)
        {
            child.Dispose();
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(ReadyPatience);
        try
        {
            await Task.WhenAll(children.Select(child => child.WaitUntilServingAsync(patience.Token)));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Terminal.Error.WriteLine(
                $"The cluster does not serve yet, {ReadyPatience.TotalSeconds:F0} s after its start.");
        }

        foreach (var child in children)
        {
            child.ShowsWarnings = true;
        }

        var ready = (long)(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
        var replicas = children.Select(child => child.Describe()).ToArray();
        if (json)
        {
            var report = new DevelopmentReport(plan.Cluster, plan.Protocol, plan.DataDirectory, ready, replicas);
            Console.WriteLine(JsonSerializer.Serialize(report, DevelopmentJson.Default.DevelopmentReport));
        }
        else
        {
            Show(replicas, ready);
        }
    }

    private void Show(DevelopmentReplica[] replicas, long ready)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("replica", "process", "clients", "peers");
        foreach (var replica in replicas)
        {
            table.AddRow(replica.Name, $"{replica.ProcessId}", replica.Client, replica.Peer);
        }

        Terminal.Out.Write(table);
        if (plan.Protocol != ReplicaProtocols.Default)
        {
            Terminal.Out.WriteLine($"protocol   {plan.Protocol}");
        }

        Terminal.Out.WriteLine($"data       {plan.DataDirectory} (with each replica's log, r0.log…)");
        Terminal.Out.WriteLine($"ready      in {ready / 1000.0:F2} s");
        var endpoints = string.Join(',', replicas.Select(one => one.Client));
        Terminal.Out.WriteLine($"try        etcdctl --endpoints {endpoints} put greeting hello");
        Terminal.Out.WriteLine("Ctrl-C stops the cluster; started again it continues with its data.");
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        var watched = children.ToDictionary(child => child.Ended);
        var stopped = Task.Delay(Timeout.Infinite, stop);
        while (true)
        {
            var ended = await Task.WhenAny([stopped, .. watched.Keys]);
            if (ended == stopped)
            {
                return;
            }

            watched.Remove(ended, out var child);
            var replica = child!.Describe();
            // One text, so that no other replica's line comes between.
            Print(
                $"{replica.Name} (process {replica.ProcessId}) has died: {child.Ending}. Bring it back with\n"
                + $"  {replica.Command}");
        }
    }

    private void Print(string line)
    {
        if (json)
        {
            Console.Error.WriteLine(line);
        }
        else
        {
            Console.WriteLine(line);
        }
    }
}
