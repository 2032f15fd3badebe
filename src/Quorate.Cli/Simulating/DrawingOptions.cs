using System.CommandLine;
using System.CommandLine.Parsing;
using Quorate.Simulation;

namespace Quorate.Cli.Simulating;

/// <summary>The options of <c>simulate</c> that draw a run.</summary>
internal static class DrawingOptions
{
    private static readonly Option<string?> FileName = new("--trace")
    {
        Description = "Write what happened in the run, or in the first one that failed, to FILE: a page (.html), a "
            + "picture (.svg), events (.ndjson), or a log for ShiViz (.shiviz.txt).",
        HelpName = "FILE",
    };

    private static readonly Option<int> EventsMax = new("--trace-events")
    {
        Description = "Most events in the trace.",
        DefaultValueFactory = _ => TraceOutput.EventsDefault,
        HelpName = "N",
    };

    private static readonly Option<string> Part = new("--trace-part")
    {
        Description = "Which events, when there are more: first, last, or auto (the last ones of a run that failed).",
        DefaultValueFactory = _ => "auto",
        HelpName = "PART",
    };

    private static readonly Option<string?> Scenario = new("--scenario")
    {
        Description = "Run a scenario script (.scn) instead of seeds; with --trace, draw it.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to the command.</summary>
    public static void AddTo(Command command)
    {
        Part.AcceptOnlyFromAmong("auto", "first", "last");
        command.Options.Add(FileName);
        command.Options.Add(EventsMax);
        command.Options.Add(Part);
        command.Options.Add(Scenario);
    }

    /// <summary>The file to write, or null when none is wanted.</summary>
    public static TraceOutput? OutputOf(ParseResult parsed) =>
        parsed.GetValue(FileName) is { } path
            ? TraceOutput.Parse(path, parsed.GetValue(EventsMax), parsed.GetValue(Part)!)
            : null;

    /// <summary>The script to run, or null when seeds are wanted.</summary>
    public static string? ScenarioOf(ParseResult parsed) => parsed.GetValue(Scenario);

    /// <summary>Replays the run that is worth a look and writes what happened in it.</summary>
    public static void Draw(TraceOutput? output, SeedRange seeds, SimulationOptions template, CampaignTotals totals)
    {
        if (output is null)
        {
            return;
        }

        var failed = totals.Failures.Count > 0 ? totals.Failures[0] : null;
        if (failed is null && seeds.Count > 1)
        {
            Console.Error.WriteLine($"{output.Path} is not written: no seed failed. Give one seed to draw its run.");
            return;
        }

        var options = template with { Seed = failed?.Options.Seed ?? seeds.First };
        var run = SimulationRun.Trace(options, output.EventsMax, output.Part);
        Console.Error.WriteLine($"seed {options.Seed} in {output.Write(run.Trace)}");
    }

    /// <summary>Runs a script, draws it if asked to, and says what did not hold in it.</summary>
    /// <returns>The exit code.</returns>
    public static int RunScenario(string path, TraceOutput? output)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--scenario {path}: there is no such file.");
        }

        var name = Path.GetFileNameWithoutExtension(path).Replace('-', ' ');
        var title = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        var script = ScriptRunner.Trace(File.ReadAllText(path), title, output?.EventsMax ?? 1);
        if (output is not null)
        {
            Console.Error.WriteLine(output.Write(script.Trace));
        }

        foreach (var problem in script.Result.Problems)
        {
            Console.Out.WriteLine(problem);
        }

        return script.Result.Problems.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
