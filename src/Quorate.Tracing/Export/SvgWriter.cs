namespace Quorate.Tracing;

/// <summary>Writes a diagram as one self-contained SVG picture, in light or dark as the reader prefers.</summary>
public static class SvgWriter
{
    private const double TitleHeight = 30;
    private const double LegendHeight = 24;
    private const double RowGap = 18;
    private const double Margin = 20;
    private const double RowShare = 0.9;

    /// <summary>Draws a trace.</summary>
    /// <param name="trace">The trace; heartbeats that changed nothing are left out.</param>
    /// <param name="widthMax">The picture's greatest width in pixels; what is longer is broken into rows.</param>
    public static string Write(Trace trace, double widthMax = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var diagram = LayOut(QuietHeartbeats.LeaveOut(trace, out _), Math.Max(widthMax, 480));
        var left = diagram.Options.Left;
        var rows = DiagramRow.Of(diagram, Math.Max(widthMax, 480) - left);
        var width = Math.Max(480, Math.Ceiling(rows.Max(row => row.To - row.From) + left));
        var legend = new Legend(diagram).Rows(width - (2 * Margin));
        var below = TitleHeight + (rows.Count * (diagram.Height + RowGap)) - RowGap + 12;
        var to = new MarkupWriter();
        Begin(to, trace.Title, width, below + (legend.Count * LegendHeight));
        to.Line("<defs><g id=\"scene\">");
        new DiagramMarkup(diagram, to, isForPage: false).Write();
        to.Line("</g></defs>");
        for (var row = 0; row < rows.Count; row++)
        {
            to.Raw("<g transform=\"translate(0 ").Number(TitleHeight + (row * (diagram.Height + RowGap))).Line(")\">");
            WriteRow(diagram, rows[row], to);
            to.Line("</g>");
        }

        Legend.Write(to, legend, Margin, below, LegendHeight);
        return to.Line("</svg>").ToString();
    }

    // Once to see where rows are best broken, and again with room there for the texts on both sides.
    private static Diagram LayOut(Trace trace, double widthMax)
    {
        var diagram = DiagramLayout.Of(trace);
        var options = diagram.Options;
        var rows = DiagramRow.Of(diagram, (widthMax - options.Left) * RowShare, minds: false);
        List<long> breaks = [.. rows.Skip(1)
            .Select(row => diagram.Points.Where(point => point.X > row.From).MinBy(point => point.X))
            .Select(point => trace.Events[point.Event].Event.Time)];
        return breaks.Count == 0 ? diagram : DiagramLayout.Of(trace, options with { RoomBefore = breaks });
    }

    private static void Begin(MarkupWriter to, string title, double width, double height)
    {
        to.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").Number(width).Raw(" ").Number(height)
            .Raw("\"").Attribute("width", width).Attribute("height", height)
            .Raw(" role=\"img\" aria-label=\"").Text(title).Line("\">");
        to.Raw("<title>").Text(title).Line("</title>").Line("<style>")
            .Raw(DiagramStyle.Colours("svg", isDark: false))
            .Raw("@media (prefers-color-scheme: dark) { ").Raw(DiagramStyle.Colours("svg", isDark: true)).Line("}")
            .Line(DiagramStyle.Rules).Line("</style>").Line(DiagramMarkup.Definitions);
        to.Line("<rect class=\"paper\" width=\"100%\" height=\"100%\" rx=\"6\"/>");
        to.Raw("<text class=\"title\" x=\"").Number(Margin).Raw("\" y=\"22\">").Text(title).Line("</text>");
    }

    private static void WriteRow(Diagram diagram, DiagramRow row, MarkupWriter to)
    {
        var left = diagram.Options.Left;
        foreach (var lane in diagram.Lanes)
        {
            to.Raw("<text class=\"name\" x=\"").Number(left - 14).Raw("\" y=\"").Number(lane.Line + 4.5)
                .Raw("\" text-anchor=\"end\">").Text(lane.Name).Line("</text>");
        }

        to.Raw("<svg").Attribute("x", left - 2).Attribute("width", row.To - row.From)
            .Attribute("height", diagram.Height).Raw(" viewBox=\"").Number(row.From).Raw(" 0 ")
            .Number(row.To - row.From).Raw(" ").Number(diagram.Height).Line("\"><use href=\"#scene\"/>");
        foreach (var band in diagram.Bands.Where(band => band.From < row.From && band.To > row.From + 50))
        {
            WriteAgain(diagram, band, row, to);
        }

        to.Line("</svg>");
    }

    // A view that began in an earlier row is named again where a row begins, unless something stands there.
    private static void WriteAgain(Diagram diagram, DiagramBand band, DiagramRow row, MarkupWriter to)
    {
        var text = Labels.TextOf(band);
        var label = new DiagramLabel(LabelKind.Band, -1, row.From, 6, band.Top + 12, text, false, 0, -1);
        var box = Labels.BoxOf(label, row.From);
        if (!diagram.Labels.Any(other => other.Level <= 0 && Labels.BoxOf(other, other.X).Meets(box)))
        {
            to.Raw("<text class=\"l l-band\"").Attribute("x", row.From + 6).Attribute("y", band.Top + 12)
                .Raw(">").Text(text).Line("</text>");
        }
    }
}
