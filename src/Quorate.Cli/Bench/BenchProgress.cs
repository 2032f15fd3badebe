using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Quorate.Cli.Bench;

/// <summary>Shows what a load is doing: a bar on a terminal, else a line a second; always on standard error.</summary>
internal static class BenchProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Loads the keys if asked to, then runs the load.</summary>
    public static async Task<BenchResult> RunAsync(
        LoadGenerator generator, BenchOptions options, CancellationToken cancellationToken)
    {
        if (!Terminal.Error.Profile.Capabilities.Interactive)
        {
            return await RunPlainAsync(generator, options, cancellationToken);
        }

        BenchResult? result = null;
        await Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                if (options.Load)
                {
                    var loading = context.AddTask("writing keys", maxValue: options.Keys);
                    await generator.LoadAsync(done => loading.Value = done, cancellationToken);
                }

                var total = (options.WarmUp + options.Duration).TotalSeconds;
                var task = context.AddTask("starting", maxValue: total);
                result = await ReportAsync(generator, options, (line, seconds) =>
                {
                    task.Description = Markup.Escape(line);
                    task.Value = seconds;
                }, cancellationToken);
                task.Value = total;
            });
        return result!;
    }

    private static async Task<BenchResult> RunPlainAsync(
        LoadGenerator generator, BenchOptions options, CancellationToken cancellationToken)
    {
        if (options.Load)
        {
            await Console.Error.WriteLineAsync($"writing {options.Keys} keys");
            await generator.LoadAsync(_ => { }, cancellationToken);
        }

        return await ReportAsync(
            generator, options, (line, _) => Console.Error.WriteLine(line), cancellationToken);
    }

    private static async Task<BenchResult> ReportAsync(
        LoadGenerator generator,
        BenchOptions options,
        Action<string, double> report,
        CancellationToken cancellationToken)
    {
        var run = generator.RunAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        long before = 0;
        while (await Task.WhenAny(run, timer.WaitForNextTickAsync(CancellationToken.None).AsTask()) != run)
        {
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var now = generator.Succeeded;
            var phase = seconds < options.WarmUp.TotalSeconds + 0.5 ? " (warm-up)" : string.Empty;
            report(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seconds,4:F0} s  {now - before,8:N0} per second  {generator.Failed:N0} errors{phase}"),
                seconds);
            before = now;
        }

        return await run;
    }
}
