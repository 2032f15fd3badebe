namespace Quorate.Tracing;

/// <summary>Step lines in the lanes of replicas: how far the log reaches, and how much of it is committed.</summary>
internal static class Frontiers
{
    private const double BaseBelow = 42;
    private const double Height = 26;

    // Above this a step could no longer be seen: then the line shows the number's last digit, over and over.
    private const ulong StepsMax = 13;
    private static readonly bool[] Both = [false, true];

    /// <summary>Two lines for each life of each replica, in one scale for the whole trace.</summary>
    public static List<DiagramFrontier> Of(Trace trace, Columns columns, IReadOnlyList<DiagramLane> lanes)
    {
        var known = Known(trace);
        if (known.Count == 0)
        {
            return [];
        }

        var scale = new Scale(known.Min(), Math.Max(known.Max(), known.Min() + 1), ShowsLastDigit(known));
        return [.. lanes
            .Where(lane => lane.Role == ProcessRole.Replica)
            .SelectMany(lane => Both.SelectMany(isCommit => Lives(lane, trace, columns, scale, isCommit)))];
    }

    /// <summary>Whether the lines show only the last digits of their numbers.</summary>
    public static bool ShowLastDigits(Trace trace) => ShowsLastDigit(Known(trace));

    private static List<ulong> Known(Trace trace) => [.. trace.Events
        .Where(stamped => trace.Processes[stamped.Event.Process].Role == ProcessRole.Replica)
        .SelectMany(stamped => Both.Select(isCommit => Value(stamped.Event, isCommit)))
        .OfType<ulong>()];

    private static bool ShowsLastDigit(List<ulong> known) => known.Count > 0 && known.Max() - known.Min() > StepsMax;

    private static IEnumerable<DiagramFrontier> Lives(
        DiagramLane lane, Trace trace, Columns columns, Scale scale, bool isCommit)
    {
        var low = lane.Line + BaseBelow;
        foreach (var (from, to) in lane.Alive)
        {
            var steps = new List<(double X, double Y)>();
            for (var index = 0; index < trace.Events.Count; index++)
            {
                var traced = trace.Events[index].Event;
                var x = columns.X[index];
                if (traced.Process != lane.Process || x < from || x > to || Value(traced, isCommit) is not { } value)
                {
                    continue;
                }

                var y = Math.Round(low - (Height * scale.Of(value)), 1);
                if (steps.Count == 0 || steps[^1].Y != y)
                {
                    steps.Add((x, y));
                }
            }

            if (steps.Count > 0)
            {
                yield return new DiagramFrontier(lane.Process, isCommit, low, steps, to);
            }
        }
    }

    private static ulong? Value(TracedEvent traced, bool isCommit) => isCommit
        ? (traced.IsOfProcess ? traced.Commit : null)
        : traced.Kind is TracedKind.Append or TracedKind.LogInstalled or TracedKind.ViewEntered ? traced.Op : null;

    private readonly record struct Scale(ulong Low, ulong High, bool IsLastDigit)
    {
        public double Of(ulong value) => IsLastDigit ? value % 10 / 9.0 : (double)(value - Low) / (High - Low);
    }
}
