namespace Quorate.Simulation;

/// <summary>
/// Requests are granted in the order in which they are made (Lamport 1978, condition II): a request that happened
/// before another one is granted before it. What happened before what comes from the messages of the run, not from the
/// algorithm's own clocks; in addition, grants have to come in growing order of those clocks.
/// </summary>
public static class GrantOrderChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "grant-order";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var steps = history.Steps;
        List<int> waiting = [];
        (ulong Time, byte Process) last = default;
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            if (step.Kind == BroadcastStepKind.EntryRequested)
            {
                waiting.Add(index);
            }
            else if (step.Kind == BroadcastStepKind.EntryGranted)
            {
                var place = waiting.FindIndex(request => steps[request].Process == step.Process);
                if (place < 0)
                {
                    yield return new Violation(Name, step.Time, $"{step.Process} is granted what it did not ask for");
                    continue;
                }

                var granted = waiting[place];
                waiting.RemoveAt(place);
                foreach (var earlier in waiting.Where(request => IsBefore(history, request, granted)))
                {
                    yield return new Violation(
                        Name,
                        step.Time,
                        $"{step.Process} is granted before {steps[earlier].Process}, which asked first");
                }

                var stamp = (step.Number, step.Process.Value);
                if (stamp.CompareTo(last) <= 0)
                {
                    yield return new Violation(Name, step.Time, $"the request {stamp} is granted after {last}");
                }

                last = stamp;
            }
        }
    }

    // The later request knows of the earlier one's event.
    private static bool IsBefore(BroadcastHistory history, int earlier, int later)
    {
        var process = history.Steps[earlier].Process.Value;
        return earlier != later && history.PastOf(earlier)[process] <= history.PastOf(later)[process];
    }
}
