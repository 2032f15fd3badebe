namespace Quorate.Tracing;

/// <summary>
/// Leaves heartbeats out of a trace that changed nothing, so that a picture shows what did. The others keep their
/// stamps: vector times compare rightly in any selection of events.
/// </summary>
public static class QuietHeartbeats
{
    /// <summary>Leaves out heartbeats, with the timers that sent them, whose receipt led to nothing at once.</summary>
    /// <param name="trace">A trace.</param>
    /// <param name="leftOut">How many events were left out.</param>
    public static Trace LeaveOut(Trace trace, out int leftOut)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var telling = TellingMessages(trace);
        var isKept = new bool[trace.Events.Count];
        for (var index = 0; index < isKept.Length; index++)
        {
            var traced = trace.Events[index].Event;
            isKept[index] = traced.Kind != TracedKind.Timer
                && (traced.Family != MessageFamily.Heartbeat || telling.Contains(traced.Message));
        }

        KeepTimersThatLedToSomething(trace, isKept);
        List<StampedEvent> kept = [.. trace.Events.Where((_, index) => isKept[index])];
        leftOut = isKept.Length - kept.Count;
        return trace with { Events = kept };
    }

    // A heartbeat tells something if, at the same moment, its receiver does anything but answer with heartbeats.
    private static HashSet<long> TellingMessages(Trace trace)
    {
        var telling = new HashSet<long>();
        var last = new StampedEvent?[trace.Processes.Count];
        foreach (var stamped in trace.Events)
        {
            var traced = stamped.Event;
            var before = last[traced.Process]?.Event;
            var isConsequence = before is { Kind: TracedKind.Receive, Family: MessageFamily.Heartbeat }
                && before.Time == traced.Time
                && traced.Family is MessageFamily.None or MessageFamily.ViewChange or MessageFamily.Transfer
                && traced.Kind is not (TracedKind.Timer or TracedKind.Flush or TracedKind.Crash);
            if (isConsequence)
            {
                telling.Add(before!.Message);
            }

            last[traced.Process] = traced.IsOfProcess ? stamped : last[traced.Process];
        }

        AddCauses(trace, telling);
        return telling;
    }

    // Backwards, since the heartbeat that a telling one answers may itself answer another.
    private static void AddCauses(Trace trace, HashSet<long> telling)
    {
        var answer = new TracedEvent?[trace.Processes.Count];
        for (var index = trace.Events.Count - 1; index >= 0; index--)
        {
            var traced = trace.Events[index].Event;
            var isAnswered = traced is { Kind: TracedKind.Receive, Family: MessageFamily.Heartbeat }
                && answer[traced.Process]?.Time == traced.Time;
            if (isAnswered)
            {
                telling.Add(traced.Message);
            }

            if (traced.IsOfProcess)
            {
                answer[traced.Process] = traced.Kind == TracedKind.Send && telling.Contains(traced.Message) ? traced
                    : answer[traced.Process]?.Time == traced.Time && !isAnswered ? answer[traced.Process] : null;
            }
        }
    }

    private static void KeepTimersThatLedToSomething(Trace trace, bool[] isKept)
    {
        var nextKept = new TracedEvent?[trace.Processes.Count];
        for (var index = isKept.Length - 1; index >= 0; index--)
        {
            var traced = trace.Events[index].Event;
            if (traced.Kind == TracedKind.Timer)
            {
                isKept[index] = nextKept[traced.Process]?.Time == traced.Time;
            }

            if (isKept[index] && traced.IsOfProcess)
            {
                nextKept[traced.Process] = traced;
            }
        }
    }
}
