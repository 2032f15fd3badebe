using System.Globalization;

namespace Quorate.Tracing;

/// <summary>
/// Writes a trace as one self-contained page that needs no network: the diagram, and a small script that zooms it and
/// lights the causal past and future of the event that is clicked.
/// </summary>
public static class HtmlPage
{
    private const string Help = "<div>Click an event to light what happened before it and after it; "
        + "everything else is concurrent with it.<br><span class=\"soft\">"
        + "<kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd> events · <kbd>Enter</kbd> light · "
        + "<kbd>M</kbd> other end of the message · <kbd>Esc</kbd> clear · <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> "
        + "<kbd>F</kbd> or Ctrl and the wheel zoom</span></div><div></div>";

    /// <summary>Draws a trace.</summary>
    /// <param name="trace">The trace; heartbeats that changed nothing are left out, and counted.</param>
    public static string Write(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var diagram = DiagramLayout.Of(QuietHeartbeats.LeaveOut(trace, out var leftOut));
        var to = new MarkupWriter();
        WriteHead(to, trace.Title);
        WriteHeader(to, diagram, trace, leftOut);
        WriteStage(to, diagram);
        var top = diagram.Lanes.FirstOrDefault(lane => lane.Role == ProcessRole.Replica)?.Top ?? 0;
        to.Raw("<div id=\"map\" aria-hidden=\"true\"><svg preserveAspectRatio=\"none\" viewBox=\"")
            .Number(diagram.Options.Left).Raw(" ").Number(top).Raw(" ").Number(diagram.Width - diagram.Options.Left)
            .Raw(" ").Number(diagram.Axis - top)
            .Line("\"><use href=\"#ground\"/></svg><div id=\"window\"></div></div>");
        to.Line("<section id=\"panel\" aria-live=\"polite\" aria-label=\"The chosen event\"></section>");
        to.Line("<div id=\"tip\" role=\"tooltip\" hidden></div>");
        to.Raw("<script type=\"application/json\" id=\"data\">").Raw(PageData.Of(diagram, Help)).Line("</script>");
        to.Line("<script>").Line(PageScript.Model).Line(PageScript.Zoom).Line(PageScript.Causality)
            .Line(PageScript.Input).Line("</script>").Line("</body>").Line("</html>");
        return to.ToString();
    }

    private static void WriteHead(MarkupWriter to, string title)
    {
        const string Auto = "@media (prefers-color-scheme: dark) { ";
        to.Line("<!DOCTYPE html>").Line("<html lang=\"en\">").Line("<head>").Line("<meta charset=\"utf-8\">")
            .Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Raw("<title>").Text(title).Line("</title>").Line("<style>")
            .Raw(DiagramStyle.Colours(":root", isDark: false))
            .Raw(Auto).Raw(DiagramStyle.Colours(":root:not([data-theme=light])", isDark: true)).Line("}")
            .Raw(DiagramStyle.Colours(":root[data-theme=dark]", isDark: true))
            .Line(DiagramStyle.Rules).Line(PageStyle.Rules).Line("</style>").Line("</head>").Line("<body>");
    }

    private static void WriteHeader(MarkupWriter to, Diagram diagram, Trace trace, int leftOut)
    {
        to.Raw("<header><h1>").Text(trace.Title).Raw("</h1><p>").Text(Summary(trace, leftOut)).Line("</p>");
        to.Line("<div class=\"tools\" role=\"toolbar\" aria-label=\"Zoom and colours\">"
            + "<button id=\"out\" aria-label=\"Zoom out\">−</button><output id=\"percent\">100 %</output>"
            + "<button id=\"in\" aria-label=\"Zoom in\">+</button><button id=\"fit\">Fit</button>"
            + "<button id=\"theme\" aria-label=\"Switch between light and dark\">◐</button></div>");
        foreach (var mark in trace.Marks.Where(mark => mark.IsFailure))
        {
            to.Raw("<p class=\"failure\">").Text(TimeText.Of(mark.Time)).Raw(" · ").Text(mark.Text).Line("</p>");
        }

        to.Line("</header>").Line("<div class=\"signs\" role=\"group\" aria-label=\"Legend; messages can be hidden\">");
        foreach (var item in new Legend(diagram).Items())
        {
            var family = ((int)item.Family).ToString(CultureInfo.InvariantCulture);
            var isMessage = item.Family != MessageFamily.None;
            to.Raw(isMessage ? $"<button data-family=\"{family}\" aria-pressed=\"true\">" : "<span>")
                .Raw("<svg aria-hidden=\"true\" viewBox=\"-1 -8 20 16\">").Raw(item.Sign).Raw("</svg>").Text(item.Text)
                .Line(isMessage ? "</button>" : "</span>");
        }

        to.Line("</div>");
    }

    private static string Summary(Trace trace, int leftOut)
    {
        var events = trace.Events.Count.ToString("N0", CultureInfo.InvariantCulture);
        var total = (trace.Events.Count + trace.OmittedBefore + trace.OmittedAfter)
            .ToString("N0", CultureInfo.InvariantCulture);
        var span = trace.Events.Count == 0 ? ""
            : $" · {TimeText.Of(trace.Events[0].Event.Time)} to {TimeText.Of(trace.Events[^1].Event.Time)}";
        var part = (trace.OmittedBefore, trace.OmittedAfter) switch
        {
            (0, 0) => $"{events} events{span}",
            (0, _) => $"The first {events} of {total} events{span}",
            (_, 0) => $"The last {events} of {total} events{span}",
            _ => $"{events} of {total} events{span}",
        };
        return leftOut == 0 ? part
            : $"{part} · {leftOut.ToString("N0", CultureInfo.InvariantCulture)} of quiet heartbeats not drawn";
    }

    private static void WriteStage(MarkupWriter to, Diagram diagram)
    {
        var left = diagram.Options.Left;
        to.Line("<main id=\"main\" tabindex=\"0\" role=\"application\" "
            + "aria-label=\"Space-time diagram: arrow keys go from event to event\"><div id=\"stage\">");
        to.Raw("<div id=\"names\" style=\"width:").Number(left).Raw("px;height:").Number(diagram.Height).Line("px\">");
        foreach (var lane in diagram.Lanes)
        {
            to.Raw(lane.Role == ProcessRole.Client ? "<div class=\"client\"" : "<div").Raw(" style=\"top:")
                .Number(lane.Line).Raw("px\">").Text(lane.Name).Line("</div>");
        }

        to.Line("</div>");
        to.Raw("<svg id=\"scene\" xmlns=\"http://www.w3.org/2000/svg\"").Attribute("height", diagram.Height)
            .Attribute("width", diagram.Width - left).Raw(" viewBox=\"").Number(left).Raw(" 0 ")
            .Number(diagram.Width - left).Raw(" ").Number(diagram.Height).Line("\" aria-hidden=\"true\">");
        to.Line(DiagramMarkup.Definitions);
        new DiagramMarkup(diagram, to, isForPage: true).Write();
        to.Line("<circle id=\"ring\" r=\"8\" style=\"display:none\"/>").Line("</svg></div></main>");
    }
}
