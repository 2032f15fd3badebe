using System.Globalization;

namespace Quorate.Tracing;

/// <summary>Explains the signs that a diagram uses, and only those.</summary>
internal sealed class Legend(Diagram diagram)
{
    private static readonly (MessageFamily Family, string Text)[] Families =
    [
        (MessageFamily.Client, "client"),
        (MessageFamily.Order, "order"),
        (MessageFamily.Heartbeat, "heartbeat, commit"),
        (MessageFamily.ViewChange, "view change"),
        (MessageFamily.Transfer, "transfer"),
        (MessageFamily.Other, "other message"),
    ];

    private static readonly (TracedKind Kind, string Text)[] Kinds =
    [
        (TracedKind.Append, "handed to disk"),
        (TracedKind.Flush, "durable"),
        (TracedKind.Commit, "committed"),
        (TracedKind.ViewLeft, "leaves its view"),
        (TracedKind.ViewEntered, "enters a view"),
        (TracedKind.LogInstalled, "log or checkpoint installed"),
        (TracedKind.Crash, "crash"),
        (TracedKind.Restart, "restart"),
    ];

    /// <summary>The items.</summary>
    public List<LegendItem> Items()
    {
        var items = new List<LegendItem>();
        foreach (var (family, text) in Families)
        {
            if (diagram.Arrows.Any(arrow => arrow.Family == family))
            {
                var number = ((int)family).ToString(CultureInfo.InvariantCulture);
                var sign = $"<g class=\"m f{number}\"><path d=\"M0 0H13\"/>"
                    + "<path class=\"head\" d=\"M18 0L11.5 2.6V-2.6Z\"/></g>";
                items.Add(new LegendItem(sign, text, family));
            }
        }

        if (diagram.Arrows.Any(arrow => arrow.End == ArrowEnd.Lost))
        {
            const string Sign = "<g class=\"m f2 lost\"><path d=\"M0 0H13\"/>"
                + "<path class=\"cross\" d=\"M10-3.5l7 7m0-7l-7 7\"/></g>";
            items.Add(new LegendItem(Sign, "lost", MessageFamily.None));
        }

        AddKinds(items);
        AddLanes(items);
        return items;
    }

    /// <summary>Breaks the items into rows.</summary>
    public List<List<LegendItem>> Rows(double width)
    {
        var rows = new List<List<LegendItem>> { new() };
        var used = 0.0;
        foreach (var item in Items())
        {
            var needed = WidthOf(item);
            if (used + needed > width && rows[^1].Count > 0)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(item);
            used += needed;
        }

        return rows;
    }

    /// <summary>Writes rows of items.</summary>
    public static void Write(MarkupWriter to, List<List<LegendItem>> rows, double left, double top, double rowHeight)
    {
        to.Line("<g class=\"legend\">");
        for (var row = 0; row < rows.Count; row++)
        {
            var x = left;
            foreach (var item in rows[row])
            {
                to.Raw("<g transform=\"translate(").Number(x).Raw(" ").Number(top + (row * rowHeight) + 9).Raw(")\">")
                    .Raw(item.Sign).Raw("<text x=\"24\" y=\"3.5\">").Text(item.Text).Line("</text></g>");
                x += WidthOf(item);
            }
        }

        to.Line("</g>");
    }

    private static double WidthOf(LegendItem item) => 24 + TextWidth.Of(item.Text, LabelKind.Message) + 20;

    private void AddKinds(List<LegendItem> items)
    {
        foreach (var (kind, text) in Kinds)
        {
            if (diagram.Points.Any(point => diagram.Trace.Events[point.Event].Event.Kind == kind))
            {
                var number = ((int)kind).ToString(CultureInfo.InvariantCulture);
                var sign = $"<g class=\"e k{number}\" transform=\"translate(12 0)\">"
                    + $"<path d=\"{EventShapes.Of(kind)}\"/></g>";
                items.Add(new LegendItem(sign, text, MessageFamily.None));
            }
        }
    }

    private void AddLanes(List<LegendItem> items)
    {
        var digit = Frontiers.ShowLastDigits(diagram.Trace) ? " (last digit)" : "";
        if (diagram.Frontiers.Any(frontier => frontier.IsCommit))
        {
            items.Add(new LegendItem(
                "<path class=\"commit\" d=\"M0 4H7V0H13V-4H18\"/>", "commit number" + digit, MessageFamily.None));
        }

        if (diagram.Frontiers.Any(frontier => !frontier.IsCommit))
        {
            items.Add(new LegendItem(
                "<path class=\"log-head\" d=\"M0 4H7V0H13V-4H18\"/>", "head of the log" + digit, MessageFamily.None));
        }

        foreach (var (state, sign, text) in new[]
        {
            (BandState.Primary, "<rect class=\"band v0\" y=\"-6\" width=\"18\" height=\"12\" rx=\"2\"/>"
                + "<path class=\"lead\" d=\"M0 0H18\"/>", "primary"),
            (BandState.Changing, "<rect class=\"band\" fill=\"url(#hatch)\" y=\"-6\" width=\"18\" height=\"12\"/>",
                "between views"),
        })
        {
            if (diagram.Bands.Any(band => band.State == state))
            {
                items.Add(new LegendItem(sign, text, MessageFamily.None));
            }
        }
    }
}
