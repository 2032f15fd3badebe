using System.Diagnostics;
using Quorate.Simulation;
using Spectre.Console;

namespace Quorate.Cli.Simulating;

/// <summary>Runs a campaign's seeds on several threads; each run is on its own and deterministic.</summary>
internal sealed class CampaignRunner(SeedRange seeds, SimulationOptions template, int jobs, TimeSpan? limit)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    // Guards the totals and the next seed: the runs themselves share nothing.
    private readonly Lock gate = new();
    private readonly CampaignTotals totals = new();
    private ulong next = seeds.First;

    /// <summary>
    /// Runs until every seed has run, the time is over, or it is stopped; shows its progress meanwhile.
    /// </summary>
    public async Task<CampaignTotals> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (limit is { } time)
        {
            stop.CancelAfter(time);
        }

        if (!Terminal.Error.Profile.Capabilities.Interactive)
        {
            await ReportAsync(Start(stop.Token), _ => { }, plain: true);
            return totals;
        }

        await Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("simulating", maxValue: seeds.Count);
                await ReportAsync(
                    Start(stop.Token), text => (task.Description, task.Value) = (text, totals.Runs), plain: false);
            });
        return totals;
    }

    private Task Start(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, jobs).Select(_ => Task.Run(() => RunSeeds(stop), CancellationToken.None)));

    private void RunSeeds(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Take(out var seed))
        {
            var result = SimulationRun.Execute(template with { Seed = seed });
            lock (gate)
            {
                totals.Add(result);
            }
        }
    }

    private bool Take(out ulong seed)
    {
        lock (gate)
        {
            seed = next;
            if (next > seeds.Last)
            {
                return false;
            }

            next++;
            return true;
        }
    }

    private async Task ReportAsync(Task work, Action<string> show, bool plain)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(plain ? ReportEvery : TimeSpan.FromMilliseconds(200));
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != work)
        {
            var line = Line(Stopwatch.GetElapsedTime(started).TotalSeconds);
            show(line);
            if (plain)
            {
                await Console.Error.WriteLineAsync(line);
            }
        }

        await work;
    }

    private string Line(double seconds)
    {
        lock (gate)
        {
            return $"{totals.Runs:N0} seeds, {totals.ClusterSeconds / seconds:N0} cluster-seconds per second, "
                + $"{totals.Failures.Count} failed";
        }
    }
}
