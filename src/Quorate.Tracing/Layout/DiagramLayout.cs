namespace Quorate.Tracing;

/// <summary>Lays a trace out: a pure function from events to coordinates.</summary>
public static class DiagramLayout
{
    /// <summary>Height of the time axis below the lanes.</summary>
    internal const double AxisHeight = 30;

    private const double TopMargin = 14;

    /// <summary>Lays out a trace.</summary>
    /// <param name="trace">The trace; heartbeats that changed nothing are best left out before.</param>
    /// <param name="options">Sizes; those that suit the trace when null.</param>
    public static Diagram Of(Trace trace, DiagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        options ??= DiagramOptions.For(trace);
        var columns = Columns.Of(trace, options);
        var end = columns.End + options.Right;
        var lanes = LanesOf(trace, columns, options, end - 10);
        var arrows = Arrows.Of(trace, columns, lanes);
        var bands = Bands.Of(trace, columns, lanes);
        var frontiers = Frontiers.Of(trace, columns, lanes);
        var height = TopMargin + lanes.Sum(lane => lane.Bottom - lane.Top) + AxisHeight;
        List<DiagramPoint> points = [.. trace.Events
            .Select((stamped, index) => (stamped.Event, index))
            .Where(pair => pair.Event.IsOfProcess)
            .Select(pair => new DiagramPoint(
                pair.index, columns.X[pair.index], LineOf(lanes, pair.Event.Process)))];
        var labels = new Labels(trace, options, points);
        return new Diagram
        {
            Trace = trace,
            Options = options,
            Width = Math.Ceiling(end),
            Height = height,
            Lanes = lanes,
            Points = points,
            Arrows = arrows,
            Bands = bands,
            Frontiers = frontiers,
            Breaks = columns.Breaks,
            Moments = [.. trace.Marks.Select(mark => new DiagramMoment(Math.Round(columns.At(mark.Time), 1), mark))],
            Labels = labels.Place(columns, lanes, arrows, bands, frontiers, height - AxisHeight),
        };
    }

    /// <summary>Where the line of a process runs.</summary>
    internal static double LineOf(IReadOnlyList<DiagramLane> lanes, int process) => LaneOf(lanes, process).Line;

    /// <summary>The lane of a process.</summary>
    internal static DiagramLane LaneOf(IReadOnlyList<DiagramLane> lanes, int process) =>
        lanes.First(lane => lane.Process == process);

    private static List<DiagramLane> LanesOf(Trace trace, Columns columns, DiagramOptions options, double end)
    {
        var lanes = new List<DiagramLane>();
        var top = TopMargin;
        foreach (var role in new[] { ProcessRole.Client, ProcessRole.Replica })
        {
            for (var process = 0; process < trace.Processes.Count; process++)
            {
                if (trace.Processes[process].Role != role)
                {
                    continue;
                }

                var height = role == ProcessRole.Client ? options.ClientLane : options.ReplicaLane;
                var line = top + (height * (role == ProcessRole.Client ? 0.5 : 0.45));
                lanes.Add(new DiagramLane(
                    process,
                    trace.Processes[process].Name,
                    role,
                    top,
                    Math.Round(line, 1),
                    top + height,
                    AliveOf(trace, columns, process, options.Left, end)));
                top += height;
            }
        }

        return lanes;
    }

    // Before its first event a process is taken for alive, unless that event is its start.
    private static List<(double From, double To)> AliveOf(
        Trace trace, Columns columns, int process, double left, double end)
    {
        var alive = new List<(double, double)>();
        double? since = left;
        for (var index = 0; index < trace.Events.Count; index++)
        {
            var traced = trace.Events[index].Event;
            if (traced.Process != process || !traced.IsOfProcess)
            {
                continue;
            }

            if (traced.Kind == TracedKind.Crash && since is { } from)
            {
                alive.Add((from, columns.X[index]));
                since = null;
            }
            else if (traced.Kind is TracedKind.Start or TracedKind.Restart)
            {
                since = columns.X[index];
            }
        }

        if (since is { } last)
        {
            alive.Add((last, end));
        }

        return alive;
    }
}
