namespace Quorate.Tracing;

/// <summary>Writes a diagram as one self-contained SVG picture, in light or dark as the reader prefers.</summary>
public static class SvgWriter
{
    private const double TitleHeight = 30;
    private const double LegendHeight = 26;

    /// <summary>Draws a trace.</summary>
    /// <param name="trace">The trace; heartbeats that changed nothing are left out.</param>
    /// <param name="options">Sizes; those that suit the trace when null.</param>
    public static string Write(Trace trace, DiagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var diagram = DiagramLayout.Of(QuietHeartbeats.LeaveOut(trace, out _), options);
        var legend = new Legend(diagram);
        var width = Math.Max(diagram.Width, 480);
        var rows = legend.Rows(width - 40);
        var height = TitleHeight + diagram.Height + 8 + (rows.Count * LegendHeight);
        var to = new MarkupWriter();
        to.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").Number(width).Raw(" ").Number(height)
            .Raw("\"").Attribute("width", width).Attribute("height", height)
            .Raw(" role=\"img\" aria-label=\"").Text(trace.Title).Line("\">");
        to.Raw("<title>").Text(trace.Title).Line("</title>").Line("<style>")
            .Raw(DiagramStyle.Colours("svg", isDark: false))
            .Raw("@media (prefers-color-scheme: dark) { ").Raw(DiagramStyle.Colours("svg", isDark: true)).Line("}")
            .Line(DiagramStyle.Rules).Line("</style>").Line(DiagramMarkup.Definitions);
        to.Line("<rect class=\"paper\" width=\"100%\" height=\"100%\" rx=\"6\"/>");
        to.Raw("<text class=\"title\" x=\"20\" y=\"22\">").Text(trace.Title).Line("</text>");
        to.Raw("<g transform=\"translate(0 ").Number(TitleHeight).Line(")\">");
        WriteNames(diagram, to);
        new DiagramMarkup(diagram, to, isForPage: false).Write();
        to.Line("</g>");
        Legend.Write(to, rows, 20, TitleHeight + diagram.Height + 8, LegendHeight);
        return to.Line("</svg>").ToString();
    }

    private static void WriteNames(Diagram diagram, MarkupWriter to)
    {
        foreach (var lane in diagram.Lanes)
        {
            to.Raw("<text class=\"name\" x=\"").Number(diagram.Options.Left - 16).Raw("\" y=\"").Number(lane.Line + 4.5)
                .Raw("\" text-anchor=\"end\">").Text(lane.Name).Line("</text>");
        }
    }
}
