using System.Globalization;

namespace Quorate.Tracing;

/// <summary>
/// Finds places for texts, so that no text covers another or an event, for each zoom: what fits at one zoom fits at all
/// larger ones. The more important ones choose first.
/// </summary>
internal sealed class Labels(Trace trace, DiagramOptions options, IReadOnlyList<DiagramPoint> points)
{
    private const int LevelMin = -6;
    private const int LevelMax = 4;
    private const double Dot = 4.5;
    private const double LineClearance = 9;
    private static readonly double[] Fractions = [0.5, 0.38, 0.62, 0.26, 0.74];
    private readonly List<Candidate> _candidates = [];

    /// <summary>Places everything that fits at some zoom.</summary>
    public List<DiagramLabel> Place(
        Columns columns,
        IReadOnlyList<DiagramLane> lanes,
        IReadOnlyList<DiagramArrow> arrows,
        IReadOnlyList<DiagramBand> bands,
        IReadOnlyList<DiagramFrontier> frontiers,
        double axis)
    {
        AddBands(bands);
        AddEvents();
        AddTicks(columns, axis);
        AddBreaks(columns);
        AddMessages(arrows, lanes);
        AddCommits(frontiers);
        var placed = new List<DiagramLabel>();
        var waiting = _candidates.OrderBy(candidate => candidate.Kind).ThenBy(candidate => candidate.Rank).ToList();
        for (var level = LevelMin; level <= LevelMax && waiting.Count > 0; level++)
        {
            waiting = PlaceAt(level, waiting, placed);
        }

        return [.. placed.OrderBy(label => label.X).ThenBy(label => label.Y)];
    }

    private List<Candidate> PlaceAt(int level, List<Candidate> waiting, List<DiagramLabel> placed)
    {
        var zoom = Math.Pow(2, level);
        var taken = new Boxes();
        foreach (var point in points)
        {
            var x = Zoomed(point.X, zoom);
            taken.Add(new Box(x - Dot, point.Y - Dot, x + Dot, point.Y + Dot));
        }

        foreach (var label in placed)
        {
            taken.Add(BoxOf(label, Zoomed(label.X, zoom)));
        }

        var left = new List<Candidate>();
        foreach (var candidate in waiting)
        {
            var label = level < candidate.LevelMin ? null : candidate.Places
                .Select(place => candidate.At(place, level))
                .FirstOrDefault(label => Fits(candidate, label, zoom, taken));
            if (label is null)
            {
                left.Add(candidate);
                continue;
            }

            taken.Add(BoxOf(label, Zoomed(label.X, zoom)));
            placed.Add(label);
        }

        return left;
    }

    private bool Fits(Candidate candidate, DiagramLabel label, double zoom, Boxes taken)
    {
        var box = BoxOf(label, Zoomed(label.X, zoom));
        return box.Left >= options.Left - 8
            && (candidate.Room is not { } room || box.Right <= Zoomed(room, zoom))
            && !taken.Meets(box);
    }

    private double Zoomed(double x, double zoom) => options.Left + ((x - options.Left) * zoom);

    /// <summary>What a label covers when its anchor stands at a place.</summary>
    public static Box BoxOf(DiagramLabel label, double anchor)
    {
        var width = TextWidth.Of(label.Text, label.Kind);
        var x = anchor + label.Shift - (label.IsCentred ? width / 2 : 0);
        var gap = label.Kind == LabelKind.Tick ? 7 : 2;
        return new Box(x - gap, label.Y - 10, x + width + gap, label.Y + 3);
    }

    /// <summary>What a view band is called.</summary>
    public static string TextOf(DiagramBand band) => band.State switch
    {
        BandState.Primary => $"view {band.View} · primary",
        BandState.Changing => $"→ view {band.View}",
        _ => $"view {band.View}",
    };

    private void AddBands(IReadOnlyList<DiagramBand> bands)
    {
        foreach (var band in bands)
        {
            (double X, double Shift, double Y)[] place = [(band.From, 6, band.Top + 12)];
            _candidates.Add(new Candidate(LabelKind.Band, -1, TextOf(band), place, false, band.To, 0));
        }
    }

    private void AddEvents()
    {
        foreach (var point in points)
        {
            var traced = trace.Events[point.Event].Event;
            var kind = traced.Kind switch
            {
                TracedKind.Crash or TracedKind.Restart => LabelKind.Fault,
                TracedKind.Note or TracedKind.LogInstalled or TracedKind.Checkpoint => LabelKind.Event,
                _ => (LabelKind?)null,
            };
            if (kind is { } shown)
            {
                (double X, double Shift, double Y)[] places =
                [
                    (point.X, 0, point.Y - 10), (point.X, 0, point.Y + 16), (point.X, 0, point.Y - 22),
                ];
                _candidates.Add(new Candidate(shown, point.Event, traced.Label, places, true, null, 0));
            }
        }
    }

    private void AddTicks(Columns columns, double axis)
    {
        var isAfterBreak = columns.Breaks.Select(silence => silence.To).ToList();
        var next = 0;
        foreach (var (x, time) in columns.Moments)
        {
            var begins = next < isAfterBreak.Count && Math.Abs(isAfterBreak[next] - x) < 0.05;
            next += begins ? 1 : 0;
            var rank = begins || time == columns.Moments[0].Time ? 0 : 1;
            var text = TimeText.Of(time);
            _candidates.Add(new Candidate(
                LabelKind.Tick, -1, text, [(Math.Round(x, 1), 0, axis + 20)], true, null, rank));
        }
    }

    private void AddBreaks(Columns columns)
    {
        foreach (var silence in columns.Breaks)
        {
            var middle = Math.Round((silence.From + silence.To) / 2, 1);
            var text = TimeText.Duration(silence.Nanoseconds);
            _candidates.Add(new Candidate(LabelKind.Tick, -1, text, [(middle, 0, 10)], true, null, 0));
        }
    }

    private void AddMessages(IReadOnlyList<DiagramArrow> arrows, IReadOnlyList<DiagramLane> lanes)
    {
        for (var index = 0; index < arrows.Count; index++)
        {
            var arrow = arrows[index];
            var traced = trace.Events[arrow.Sending].Event;
            var places = Fractions.Select(fraction => (
                Math.Round(arrow.X1 + ((arrow.X2 - arrow.X1) * fraction), 1),
                0.0,
                Math.Round(arrow.Y1 + ((arrow.Y2 - arrow.Y1) * fraction) + 3, 1)))
                .Where(place => !lanes.Any(lane => Math.Abs(lane.Line - place.Item3 + 3.5) < LineClearance));
            var rank = traced.Family switch
            {
                MessageFamily.ViewChange => 0,
                MessageFamily.Client => 1,
                MessageFamily.Heartbeat => 4,
                _ => arrow.End == ArrowEnd.Lost ? 2 : 3,
            };
            _candidates.Add(new Candidate(
                LabelKind.Message, arrow.Sending, traced.Label, [.. places], true, null, rank, index));
        }
    }

    private void AddCommits(IReadOnlyList<DiagramFrontier> frontiers)
    {
        var byProcess = frontiers.Where(frontier => frontier.IsCommit).ToLookup(frontier => frontier.Process);
        var last = new ulong?[trace.Processes.Count];
        foreach (var point in points)
        {
            var traced = trace.Events[point.Event].Event;
            if (traced.Commit is not { } commit || last[traced.Process] == commit)
            {
                continue;
            }

            last[traced.Process] = commit;
            var steps = byProcess[traced.Process].SelectMany(frontier => frontier.Steps);
            foreach (var step in steps.Where(step => step.X == point.X).Take(1))
            {
                _candidates.Add(new Candidate(
                    LabelKind.Commit,
                    point.Event,
                    commit.ToString(CultureInfo.InvariantCulture),
                    [(step.X, 3, step.Y - 3)],
                    false,
                    null,
                    0));
            }
        }
    }

    private sealed record Candidate(
        LabelKind Kind,
        int Event,
        string Text,
        (double X, double Shift, double Y)[] Places,
        bool IsCentred,
        double? Room,
        int Rank,
        int Arrow = -1)
    {
        // From far away only what concerns the whole run is worth reading.
        public int LevelMin => Kind switch
        {
            LabelKind.Message => -1,
            LabelKind.Commit => -2,
            LabelKind.Event => -3,
            LabelKind.Tick => Places[0].Y < 20 ? -1 : Labels.LevelMin,
            _ => Labels.LevelMin,
        };

        public DiagramLabel At((double X, double Shift, double Y) place, int level) =>
            new(Kind, Event, place.X, place.Shift, place.Y, Text, IsCentred, level, Arrow);
    }
}
