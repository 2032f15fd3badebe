namespace Quorate.Tracing.Tests;

/// <summary>
/// Logical times say what Lamport's happened-before relation says, compared with a search in the graph.
/// </summary>
public sealed class CausalityTests
{
    [Fact]
    public void AReceiptComesAfterItsSendingAndAfterWhatItsProcessDidBefore()
    {
        var trace = Trace.Of("t", Runs.Processes,
        [
            Runs.Event(1, 0, TracedKind.Note),
            Runs.Event(2, 0, TracedKind.Send, message: 7, peer: 1),
            Runs.Event(3, 1, TracedKind.Note),
            Runs.Event(4, 1, TracedKind.Receive, message: 7, peer: 0),
        ]);
        Assert.Equal([1L, 2, 1, 3], trace.Events.Select(stamped => stamped.Lamport));
        Assert.Equal(["[1]", "[2]", "[0 1]", "[2 2]"], trace.Events.Select(stamped => stamped.Vector.ToString()));
        Assert.Equal(CausalOrder.Before, HappensBefore.Order(trace.Events[1], trace.Events[3]));
        Assert.Equal(CausalOrder.After, HappensBefore.Order(trace.Events[3], trace.Events[0]));
        Assert.Equal(CausalOrder.Concurrent, HappensBefore.Order(trace.Events[2], trace.Events[1]));
        Assert.Equal(CausalOrder.Same, HappensBefore.Order(trace.Events[2], trace.Events[2]));
    }

    [Fact]
    public void ALostMessageHasTheStampsOfItsSendingAndIsNoEventOfAProcess()
    {
        var trace = Trace.Of("t", Runs.Processes,
        [
            Runs.Event(1, 0, TracedKind.Send, message: 7, peer: 1),
            Runs.Event(2, 0, TracedKind.Lost, message: 7, peer: 1),
            Runs.Event(3, 0, TracedKind.Note),
        ]);
        Assert.Equal(trace.Events[0].Vector, trace.Events[1].Vector);
        Assert.Equal(2, trace.Events[2].Place);
        Assert.Throws<ArgumentException>(() => HappensBefore.Order(trace.Events[1], trace.Events[0]));
        Assert.DoesNotContain(HappensBefore.Future(trace, trace.Events[0]), other => !other.Event.IsOfProcess);
    }

    [Fact]
    public void AReceiptWhoseSendingIsNotInTheTraceHasNoCauseButItsProcess()
    {
        var trace = Trace.Of("t", Runs.Processes, [Runs.Event(1, 1, TracedKind.Receive, message: 7, peer: 0)]);
        Assert.Equal("[0 1]", trace.Events[0].Vector.ToString());
    }

    [Fact]
    public void ACopyThatArrivesAgainComesAfterTheSameSending()
    {
        var trace = Trace.Of("t", Runs.Processes,
        [
            Runs.Event(1, 0, TracedKind.Send, message: 7, peer: 1),
            Runs.Event(2, 1, TracedKind.Receive, message: 7, peer: 0),
            Runs.Event(3, 1, TracedKind.Receive, message: 7, peer: 0),
        ]);
        Assert.Equal("[1 2]", trace.Events[2].Vector.ToString());
    }

    [Fact]
    public void VectorTimesOrderEventsExactlyAsASearchInTheGraphDoes()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            AssertOrderedLikeTheGraph(Runs.Random(seed, 2 + (int)(seed % 4), 80), $"seed {seed}");
        }
    }

    [Fact]
    public void SoTheyDoInASimulatedRun()
    {
        var trace = Runs.Seed(3).Trace;
        AssertOrderedLikeTheGraph(trace with { Events = [.. trace.Events.Take(600)] }, "seed 3 of the simulation");
    }

    [Fact]
    public void PastFutureAndConcurrentTogetherAreEverythingElse()
    {
        var trace = Runs.Random(11, 4, 200);
        var all = trace.Events.Where(stamped => stamped.Event.IsOfProcess).ToList();
        foreach (var stamped in all)
        {
            var parts = HappensBefore.Past(trace, stamped)
                .Concat(HappensBefore.Future(trace, stamped))
                .Concat(HappensBefore.ConcurrentWith(trace, stamped))
                .Append(stamped);
            Assert.Equal(all, parts.OrderBy(part => part.Event.Number));
        }
    }

    private static void AssertOrderedLikeTheGraph(Trace trace, string name)
    {
        var events = trace.Events.Where(stamped => stamped.Event.IsOfProcess).ToList();
        var past = PastsByGraph(events);
        for (var one = 0; one < events.Count; one++)
        {
            for (var other = 0; other < events.Count; other++)
            {
                var expected = one == other ? CausalOrder.Same
                    : past[other].Contains(one) ? CausalOrder.Before
                    : past[one].Contains(other) ? CausalOrder.After : CausalOrder.Concurrent;
                var (first, second) = (events[one], events[other]);
                var isRight = HappensBefore.Order(first, second) == expected
                    && VectorTime.Compare(first.Vector, second.Vector) == expected
                    && (expected != CausalOrder.Before || first.Lamport < second.Lamport);
                if (!isRight)
                {
                    Assert.Fail($"{name}: {first} and {second} are not found {expected}");
                }
            }
        }
    }

    private static List<HashSet<int>> PastsByGraph(List<StampedEvent> events)
    {
        var pasts = new List<HashSet<int>>();
        var last = new Dictionary<int, int>();
        var sendings = new Dictionary<long, int>();
        for (var index = 0; index < events.Count; index++)
        {
            var traced = events[index].Event;
            var past = new HashSet<int>();
            var causes = new List<int>();
            if (last.TryGetValue(traced.Process, out var before))
            {
                causes.Add(before);
            }

            if (traced.IsSending)
            {
                sendings[traced.Message] = index;
            }
            else if (traced.Kind == TracedKind.Receive)
            {
                causes.Add(sendings[traced.Message]);
            }

            foreach (var cause in causes)
            {
                past.Add(cause);
                past.UnionWith(pasts[cause]);
            }

            pasts.Add(past);
            last[traced.Process] = index;
        }

        return pasts;
    }
}
