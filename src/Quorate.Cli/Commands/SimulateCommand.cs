using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Runtime;
using System.Text.Json;
using Quorate.Cli.Simulating;
using Quorate.Simulation;
using Spectre.Console;

namespace Quorate.Cli.Commands;

/// <summary><c>quorate simulate</c>: the production protocol code in a deterministic, hostile world.</summary>
internal static class SimulateCommand
{
    private const int ViolationsShown = 5;

    private const string Examples = """
        quorate simulate --seeds 1..300
        quorate simulate --seeds 1..1000000 --max-seconds 60
        quorate simulate --seeds 42 --replicas 5 --seconds 30
        quorate simulate --protocol lamport --seeds 1..300
        quorate simulate --seeds 7 --trace run.html
        quorate simulate --scenario tests/Scenarios/vr/normal-case.scn --trace normal-case.svg

        Each seed is a cluster with its own plan of lost, repeated, reordered and late messages, partitions, pauses,
        crashes with torn writes; then the faults stop and everything must complete. A seed replays exactly.
        Ends with 0 only if every seed that ran is clean.
        """;

    private static readonly Option<string> Protocol = new("--protocol")
    {
        Description = "The replication protocol: vr (Viewstamped Replication) or lamport (total order broadcast).",
        DefaultValueFactory = _ => "vr",
        HelpName = "NAME",
    };

    private static readonly Option<SeedRange?> Seeds = new("--seeds", "--seed")
    {
        Description = "The seeds to run, FIRST..LAST, or one. [default: 1..100]",
        CustomParser = ParseSeeds,
        HelpName = "A..B",
    };

    private static readonly Option<int> Replicas = new("--replicas")
    {
        Description = $"How many replicas, 1 to {SimulationOptions.ReplicasMax}.",
        DefaultValueFactory = _ => 3,
        HelpName = "N",
    };

    private static readonly Option<TimeSpan?> Seconds = new("--seconds", "--duration")
    {
        Description = "How long faults are injected in each run, in simulated time. [default: 10s]",
        CustomParser = DurationText.Parse,
        HelpName = "TIME",
    };

    private static readonly Option<TimeSpan?> MaxSeconds = new("--max-seconds")
    {
        Description = "Start no further seed after this much real time.",
        CustomParser = DurationText.Parse,
        HelpName = "TIME",
    };

    private static readonly Option<int> Jobs = new("--jobs")
    {
        Description = "Runs at a time.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as one line of JSON." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong("vr", "lamport");
        var command = new ExamplesCommand(
            "simulate",
            "Run the replication protocol in simulated worlds, one for each seed, and check every promise.",
            Examples)
        {
            Protocol, Seeds, Replicas, Seconds, MaxSeconds, Jobs, Json,
        };
        DrawingOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = DrawingOptions.OutputOf(parsed);
        if (DrawingOptions.ScenarioOf(parsed) is { } scenario)
        {
            return DrawingOptions.RunScenario(scenario, output);
        }

        var seeds = parsed.GetValue(Seeds) ?? new SeedRange(1, 100);
        var template = new SimulationOptions { Seed = seeds.First, Replicas = parsed.GetValue(Replicas) };
        template = template with { Protocol = SimulatedProtocols.Named(parsed.GetValue(Protocol)!)!.Value };
        template = template with { Chaos = parsed.GetValue(Seconds) ?? template.Chaos };
        if (template.Replicas is < 1 or > SimulationOptions.ReplicasMax)
        {
            throw new UsageException(
                $"--replicas {template.Replicas} is not between 1 and {SimulationOptions.ReplicasMax}.");
        }

        var jobs = Math.Max(1, parsed.GetValue(Jobs));

        // Nothing here minds a pause, and collecting in the background would take its time from the runs.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        var started = Stopwatch.GetTimestamp();
        var runner = new CampaignRunner(seeds, template, jobs, parsed.GetValue(MaxSeconds));
        var totals = await runner.RunAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (parsed.GetValue(Json))
        {
            var report = Report(seeds, totals, elapsed);
            Console.WriteLine(JsonSerializer.Serialize(report, CampaignJson.Default.CampaignReport));
        }
        else
        {
            Show(seeds, totals, elapsed);
        }

        DrawingOptions.Draw(output, seeds, template, totals);
        return totals.Failures.Count == 0 && totals.Runs > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Show(SeedRange seeds, CampaignTotals totals, TimeSpan elapsed)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("figure");
        table.AddRow("seeds", $"{totals.Runs:N0} from {seeds.First} on, {totals.Failures.Count} failed");
        table.AddRow("simulated", $"{totals.ClusterSeconds:N0} cluster-seconds in {elapsed.TotalSeconds:F1} s");
        table.AddRow("operations", $"{totals.Operations:N0} acknowledged, {totals.Reads:N0} linearizable reads");
        table.AddRow("faults", $"{totals.ViewChanges:N0} view changes, {totals.Restarts:N0} restarts after crashes");
        table.AddRow(
            "work", $"{totals.Messages:N0} messages, {totals.Promises:N0} promises checked, {totals.Events:N0} events");
        Terminal.Out.Write(table);
        foreach (var failure in totals.Failures)
        {
            ShowFailure(failure);
        }
    }

    private static void ShowFailure(SimulationResult failure)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine(
            $"seed {failure.Options.Seed} failed: {failure.ClusterSeconds:F1} cluster-seconds, "
            + $"{failure.Operations:N0} operations, "
            + $"{failure.ViewChanges:N0} view changes, {failure.Restarts:N0} restarts");
        foreach (var violation in failure.Violations.Take(ViolationsShown))
        {
            Terminal.Out.WriteLine($"  {violation}");
        }

        Terminal.Out.WriteLine($"  replay: {failure.ReplayCommand}");
    }

    private static CampaignReport Report(SeedRange seeds, CampaignTotals totals, TimeSpan elapsed) => new(
        seeds.First,
        totals.Runs,
        Math.Round(elapsed.TotalSeconds, 3),
        Math.Round(totals.ClusterSeconds, 3),
        totals.Operations,
        totals.Reads,
        totals.ViewChanges,
        totals.Restarts,
        totals.Messages,
        totals.Promises,
        totals.Events,
        [.. totals.Failures.Select(failure => new CampaignFailure(
            failure.Options.Seed,
            [.. failure.Violations.Select(violation => violation.ToString())],
            failure.ReplayCommand))]);

    private static SeedRange? ParseSeeds(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (SeedRange.TryParse(text, out var range))
        {
            return range;
        }

        result.AddError($"'{text}' is not a range of seeds: write 1..300, or 42.");
        return null;
    }
}
