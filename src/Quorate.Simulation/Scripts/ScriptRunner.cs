using System.Globalization;
using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>
/// Runs a scenario script. Lines that begin with <c>&gt; </c> are commands, lines indented by two blanks
/// are the typed trace that the command above produced, all others are prose. The world runs only when a command says
/// so.
/// </summary>
public static class ScriptRunner
{
    /// <summary>Runs a script.</summary>
    /// <param name="text">The script.</param>
    /// <returns>The script with its traces as they are now, and what went wrong.</returns>
    public static ScriptResult Run(string text) => Run(text, null);

    /// <summary>Runs a script and records what happens in it.</summary>
    /// <param name="text">The script.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="eventsMax">How many events are kept, at least 1: the first ones.</param>
    public static TracedScript Trace(string text, string title, int eventsMax)
    {
        ArgumentNullException.ThrowIfNull(text);
        var recorder = new RunRecorder(Settings(text.Split('\n')).Replicas, true, 0, eventsMax);
        var result = Run(text, recorder);
        return new TracedScript(result, recorder.Finish(title, TracePart.First, []));
    }

    private static ScriptResult Run(string text, IRunObserver? observer)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        var world = new ScriptWorld(Settings(lines), observer);
        var output = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                continue;
            }

            output.Add(line);
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                world.Execute(line[2..].Trim());
                output.AddRange(world.TakeTrace().Select(trace => "  " + trace));
            }
        }

        return new ScriptResult(string.Join('\n', output), world.Finish());
    }

    private static ScriptSettings Settings(string[] lines)
    {
        var settings = new ScriptSettings(3, 100_000);
        foreach (var line in lines)
        {
            settings = line.Split(' ') switch
            {
                [">", "replicas", var count] => settings with { Replicas = Number(count) },
                [">", "checkpoint-ops", var ops] => settings with { CheckpointOps = Number(ops) },
                _ => settings,
            };
        }

        return settings;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
