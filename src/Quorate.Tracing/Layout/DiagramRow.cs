namespace Quorate.Tracing;

/// <summary>A stretch of a diagram that is drawn as one row.</summary>
/// <param name="From">Where it begins, along time.</param>
/// <param name="To">Where it ends.</param>
internal readonly record struct DiagramRow(double From, double To)
{
    private const double LeastShare = 0.7;
    private static readonly double[] Within = [0.25, 0.5, 0.75];

    /// <summary>
    /// Breaks a diagram into rows, like lines of music: where few messages are under way and no text stands, best of
    /// all in a silence.
    /// </summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="widthMax">Most that a row may show, without the names of the lanes.</param>
    /// <param name="minds">Whether texts are minded.</param>
    public static List<DiagramRow> Of(Diagram diagram, double widthMax, bool minds = true)
    {
        var rows = new List<DiagramRow>();
        var from = diagram.Options.Left - 2;
        var labels = diagram.Labels.Where(label => minds && label.Level <= 0);
        var boxes = labels.Select(label => Labels.BoxOf(label, label.X)).ToList();
        var places = diagram.Points.Select(point => point.X).Distinct().Order().ToList();
        while (diagram.Width - from > widthMax)
        {
            var left = diagram.Width - from;
            var target = left / Math.Ceiling(left / widthMax);
            var start = from;
            var best = places.Zip(places.Skip(1), (one, next) => Within.Select(share => one + ((next - one) * share)))
                .SelectMany(some => some)
                .Select(x => Math.Round(x, 1))
                .Where(x => x > start + (target * LeastShare) && x <= start + widthMax)
                .OrderBy(x => Cost(diagram, boxes, x))
                .ThenByDescending(x => x)
                .FirstOrDefault(Math.Round(from + widthMax, 1));
            rows.Add(new DiagramRow(from, best));
            from = best;
        }

        rows.Add(new DiagramRow(from, diagram.Width));
        return rows;
    }

    private static int Cost(Diagram diagram, List<Box> boxes, double x) =>
        (4 * boxes.Count(box => box.Left - 3 < x && box.Right + 3 > x))
        + (3 * diagram.Arrows.Count(arrow => arrow.X1 < x && arrow.X2 > x))
        - (diagram.Breaks.Any(silence => silence.From < x && silence.To > x) ? 2 : 0);
}
