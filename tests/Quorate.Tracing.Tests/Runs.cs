using Quorate.Simulation;

namespace Quorate.Tracing.Tests;

/// <summary>Traces to test with.</summary>
internal static class Runs
{
    /// <summary>Two replicas and a client.</summary>
    public static readonly TracedProcess[] Processes =
    [
        new("r0", ProcessRole.Replica), new("r1", ProcessRole.Replica), new("c0", ProcessRole.Client),
    ];

    /// <summary>The trace of a scenario script.</summary>
    public static Trace Script(string name)
    {
        var script = File.ReadAllText(Repository.At("tests", "Scenarios", "vr", name + ".scn"));
        return ScriptRunner.Trace(script, name, 100_000).Trace;
    }

    /// <summary>A simulated run with its usual faults, shortened.</summary>
    public static TracedRun Seed(ulong seed, int eventsMax = 100_000, TracePart part = TracePart.AroundFailure) =>
        SimulationRun.Trace(
            new SimulationOptions { Seed = seed, Chaos = TimeSpan.FromSeconds(1) }, eventsMax, part);

    /// <summary>An event; numbers and times grow with each.</summary>
    public static TracedEvent Event(
        long number, int process, TracedKind kind, long message = 0, int peer = -1, string label = "x") =>
        new()
        {
            Number = number,
            Time = number * 100_000,
            Process = process,
            Kind = kind,
            Label = label,
            Message = message,
            Peer = peer,
            Family = message == 0 ? MessageFamily.None : MessageFamily.Order,
        };

    /// <summary>Events of random processes that send and receive at random; some messages are lost.</summary>
    public static Trace Random(ulong seed, int processes, int events)
    {
        var random = new Prng(seed);
        var underWay = new List<(long Message, int From, int To)>();
        var made = new List<TracedEvent>();
        for (var number = 1; number <= events; number++)
        {
            var process = random.Below(processes);
            var arriving = underWay.FindIndex(message => message.To == process);
            if (arriving >= 0 && random.Chance(0.6))
            {
                var (message, from, _) = underWay[arriving];
                underWay.RemoveAt(arriving);
                made.Add(random.Chance(0.1)
                    ? Event(number, from, TracedKind.Lost, message, process)
                    : Event(number, process, TracedKind.Receive, message, from));
            }
            else if (random.Chance(0.7))
            {
                var to = (process + 1 + random.Below(processes - 1)) % processes;
                underWay.Add((number, process, to));
                made.Add(Event(number, process, TracedKind.Send, number, to));
            }
            else
            {
                made.Add(Event(number, process, TracedKind.Note));
            }
        }

        var names = Enumerable.Range(0, processes).Select(id => new TracedProcess($"r{id}", ProcessRole.Replica));
        return Trace.Of("random", [.. names], made);
    }
}
