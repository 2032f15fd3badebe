using Quorate.Simulation;

namespace Quorate.Tracing.Tests;

/// <summary>What is recorded of a simulated run, and that recording changes nothing.</summary>
public sealed class RecordingTests
{
    [Fact]
    public void ARunThatIsTracedIsEventByEventTheRunThatIsNot()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var options = new SimulationOptions { Seed = seed, Chaos = TimeSpan.FromSeconds(1) };
            var plain = SimulationRun.Execute(options);
            var traced = SimulationRun.Trace(options, 10, TracePart.First);
            Assert.True(plain.TraceHash == traced.Result.TraceHash, $"seed {seed}");
        }
    }

    [Fact]
    public void EverySendingEndsInAReceiptOrALossOrIsUnderWayAtTheEnd()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var events = Runs.Seed(seed).Trace.Events.Select(stamped => stamped.Event).ToList();
            var ends = events.Where(traced => traced.Message != 0 && !traced.IsSending).ToLookup(t => t.Message);
            var sendings = events.Where(traced => traced.IsSending).ToDictionary(traced => traced.Message);
            Assert.All(ends, end => Assert.Contains(end.Key, sendings));
            var open = sendings.Values.Where(sending => !ends[sending.Message].Any()).ToList();
            var last = events[^1].Time;
            Assert.True(open.Count < sendings.Count / 10, $"seed {seed}: {open.Count} of {sendings.Count} never end");
            Assert.All(open, sending => Assert.True(sending.Time > last - 9_000_000_000, $"seed {seed}: {sending}"));
        }
    }

    [Fact]
    public void APartOfARunKeepsTheStampsOfTheWholeRun()
    {
        var whole = Runs.Seed(2).Trace;
        var first = Runs.Seed(2, 100, TracePart.First).Trace;
        var last = Runs.Seed(2, 100, TracePart.Last).Trace;
        Assert.Equal(whole.Events.Take(100), first.Events);
        Assert.Equal(whole.Events.TakeLast(100), last.Events);
        Assert.Equal((0, whole.Events.Count - 100), (first.OmittedBefore, first.OmittedAfter));
        Assert.Equal((whole.Events.Count - 100, 0), (last.OmittedBefore, last.OmittedAfter));
    }

    [Fact]
    public void WithoutAChoiceTheEndIsKeptOfARunThatFailedAndTheBeginningOfOneThatDidNot()
    {
        foreach (var hasFailed in new[] { false, true })
        {
            var builder = new TraceBuilder(3);
            var process = builder.AddProcess("r0", ProcessRole.Replica);
            for (var number = 1; number <= 10; number++)
            {
                builder.Add(Runs.Event(number, process, TracedKind.Note));
            }

            builder.Mark(50, "before the part", isFailure: false);
            if (hasFailed)
            {
                builder.Mark(1_000_000, "wrong", isFailure: true);
            }

            var trace = builder.Build("t", TracePart.AroundFailure);
            Assert.Equal(hasFailed ? [8, 9, 10] : [1L, 2, 3], trace.Events.Select(stamped => stamped.Event.Number));
            Assert.Equal(hasFailed ? 1 : 0, trace.Marks.Count);
        }
    }

    [Fact]
    public void AScriptCanSayWhereItsPictureBegins()
    {
        var trace = Runs.Script("view-change");
        Assert.True(trace.OmittedBefore > 0);
        Assert.Equal(20_000_000, trace.Events[0].Event.Time);
        Assert.True(trace.Events[0].Lamport > 1 || trace.Events[0].Place > 1);
    }

    [Fact]
    public void QuietHeartbeatsAreLeftOutAndThoseThatCommitSomethingStay()
    {
        var trace = Runs.Script("view-change");
        var kept = QuietHeartbeats.LeaveOut(trace, out var leftOut);
        Assert.Equal(trace.Events.Count - leftOut, kept.Events.Count);
        Assert.True(leftOut > trace.Events.Count / 10, $"{leftOut} of {trace.Events.Count}");
        var heartbeats = kept.Events.Where(stamped => stamped.Event.Family == MessageFamily.Heartbeat).ToList();
        Assert.Contains(heartbeats, stamped => stamped.Event.Label == "Commit 6");
        Assert.Equal(
            trace.Events.Where(stamped => stamped.Event.Family == MessageFamily.ViewChange),
            kept.Events.Where(stamped => stamped.Event.Family == MessageFamily.ViewChange));
    }
}
