using System.Globalization;

namespace Quorate.Tracing;

/// <summary>
/// Writes a diagram's elements as SVG, in layers from the ground up. The same markup stands in a picture and in the
/// page, whose script moves it when it zooms.
/// </summary>
internal sealed class DiagramMarkup(Diagram diagram, MarkupWriter to, bool isForPage)
{
    private const double Head = 6.5;
    private const double Clearance = 4;

    /// <summary>Patterns that elements refer to.</summary>
    public static string Definitions => "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
        + "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        + "<path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>";

    /// <summary>Writes all layers.</summary>
    public void Write()
    {
        // The page stretches the ground as one, and draws it again as an overview; so it holds no text.
        to.Line("<g id=\"zoom\"><g id=\"ground\">");
        WriteBreaks();
        WriteBands();
        WriteLanes();
        WriteFrontiers();
        WriteMoments();
        to.Line("</g></g>");
        WriteArrows();
        WritePoints();
        WriteLabels();
    }

    /// <summary>What happened, in a line: for hover texts.</summary>
    public static string Describe(Trace trace, StampedEvent stamped)
    {
        var traced = stamped.Event;
        var peer = traced.Peer < 0 ? "" : trace.Processes[traced.Peer].Name;
        var what = traced.Kind switch
        {
            TracedKind.Send or TracedKind.Request or TracedKind.Reply => $"sends {traced.Label} to {peer}",
            TracedKind.Receive => $"receives {traced.Label} from {peer}",
            _ => traced.Label,
        };
        var detail = traced.Detail.Length == 0 ? "" : $" ({traced.Detail})";
        return $"{trace.Processes[traced.Process].Name} {what}{detail}";
    }

    private void WriteBreaks()
    {
        foreach (var silence in diagram.Breaks)
        {
            to.Raw("<rect class=\"break\"").Attribute("x", silence.From + 6).Attribute("y", 14)
                .Attribute("width", silence.To - silence.From - 12).Attribute("height", diagram.Axis - 14).Line("/>");
        }
    }

    private void WriteBands()
    {
        foreach (var band in diagram.Bands)
        {
            Band(band, $"band v{band.View % DiagramStyle.Tints}{(band.State == BandState.Primary ? "" : " member")}");
            if (band.State == BandState.Changing)
            {
                Band(band, "band\" fill=\"url(#hatch)");
            }
        }
    }

    private void Band(DiagramBand band, string attributes) =>
        to.Raw("<rect class=\"").Raw(attributes).Raw("\"").Attribute("x", band.From).Attribute("y", band.Top)
            .Attribute("width", band.To - band.From).Attribute("height", band.Bottom - band.Top).Line(" rx=\"3\"/>");

    private void WriteLanes()
    {
        foreach (var lane in diagram.Lanes)
        {
            to.Raw("<g class=\"").Raw(lane.Role == ProcessRole.Client ? "client" : "replica").Line("\">");
            var until = diagram.Options.Left;
            foreach (var (from, end) in lane.Alive)
            {
                if (from > until)
                {
                    Horizontal("dead", until, from, lane.Line);
                }

                Horizontal("life", from, end, lane.Line);
                until = end;
            }

            if (until < diagram.Width - 11)
            {
                Horizontal("dead", until, diagram.Width - 10, lane.Line);
            }

            to.Line("</g>");
        }

        foreach (var band in diagram.Bands.Where(band => band.State == BandState.Primary))
        {
            Horizontal("lead", band.From, band.To, DiagramLayout.LineOf(diagram.Lanes, band.Process));
        }

        Horizontal("axis", diagram.Options.Left, diagram.Width - 10, diagram.Axis + 6);
    }

    private void Horizontal(string name, double from, double end, double y) =>
        to.Raw("<line class=\"").Raw(name).Raw("\"").Attribute("x1", from).Attribute("y1", y)
            .Attribute("x2", end).Attribute("y2", y).Line("/>");

    private void WriteFrontiers()
    {
        foreach (var frontier in diagram.Frontiers)
        {
            var line = new MarkupWriter().Raw("M").Number(frontier.Steps[0].X).Raw(" ").Number(frontier.Steps[0].Y);
            foreach (var (x, y) in frontier.Steps.Skip(1))
            {
                line.Raw("H").Number(x).Raw("V").Number(y);
            }

            line.Raw("H").Number(frontier.End);
            if (frontier.IsCommit)
            {
                to.Raw("<path class=\"area\" d=\"").Raw(line.ToString()).Raw("V").Number(frontier.Base)
                    .Raw("H").Number(frontier.Steps[0].X).Line("Z\"/>");
            }

            to.Raw("<path class=\"").Raw(frontier.IsCommit ? "commit" : "log-head").Raw("\" d=\"")
                .Raw(line.ToString()).Line("\"/>");
        }
    }

    private void WriteMoments()
    {
        foreach (var moment in diagram.Moments)
        {
            to.Raw("<line class=\"moment").Raw(moment.Mark.IsFailure ? " failure" : "").Raw("\"")
                .Attribute("x1", moment.X).Attribute("y1", 14).Attribute("x2", moment.X).Attribute("y2", diagram.Axis)
                .Raw("><title>").Text(moment.Mark.Text).Line("</title></line>");
        }
    }

    private void WriteArrows()
    {
        foreach (var arrow in diagram.Arrows)
        {
            var end = arrow.End switch { ArrowEnd.Lost => " lost", ArrowEnd.UnderWay => " under-way", _ => "" };
            var family = ((int)arrow.Family).ToString(CultureInfo.InvariantCulture);
            to.Raw("<g class=\"m f").Raw(family).Raw(end).Raw("\">");
            Title(arrow.Sending);
            to.Raw("<path d=\"").Raw(ShaftOf(arrow)).Raw("\"/>");
            if (arrow.End != ArrowEnd.UnderWay)
            {
                to.Raw(arrow.End == ArrowEnd.Lost ? "<path class=\"cross\" d=\"" : "<path class=\"head\" d=\"")
                    .Raw(EndOf(arrow)).Raw("\"/>");
            }

            to.Line("</g>");
        }
    }

    private static string ShaftOf(DiagramArrow arrow)
    {
        var (dx, dy) = Direction(arrow);
        var back = arrow.End == ArrowEnd.Received ? Clearance + Head - 1 : 0;
        return new MarkupWriter().Raw("M").Number(arrow.X1).Raw(" ").Number(arrow.Y1)
            .Raw("L").Number(arrow.X2 - (dx * back)).Raw(" ").Number(arrow.Y2 - (dy * back)).ToString();
    }

    private static string EndOf(DiagramArrow arrow)
    {
        var (dx, dy) = Direction(arrow);
        if (arrow.End == ArrowEnd.Lost)
        {
            const double Arm = 3.6;
            return new MarkupWriter().Raw("M").Number(arrow.X2 - Arm).Raw(" ").Number(arrow.Y2 - Arm)
                .Raw("l7.2 7.2m0-7.2l-7.2 7.2").ToString();
        }

        var (x, y) = (arrow.X2 - (dx * Clearance), arrow.Y2 - (dy * Clearance));
        var (bx, by) = (x - (dx * Head), y - (dy * Head));
        const double Half = 2.6;
        return new MarkupWriter().Raw("M").Number(x).Raw(" ").Number(y)
            .Raw("L").Number(bx - (dy * Half)).Raw(" ").Number(by + (dx * Half))
            .Raw("L").Number(bx + (dy * Half)).Raw(" ").Number(by - (dx * Half)).Raw("Z").ToString();
    }

    private static (double Dx, double Dy) Direction(DiagramArrow arrow)
    {
        var (dx, dy) = (arrow.X2 - arrow.X1, arrow.Y2 - arrow.Y1);
        var length = Math.Max(1, Math.Sqrt((dx * dx) + (dy * dy)));
        return (dx / length, dy / length);
    }

    private void WritePoints()
    {
        foreach (var point in diagram.Points)
        {
            var kind = diagram.Trace.Events[point.Event].Event.Kind;
            to.Raw("<g class=\"e k").Raw(((int)kind).ToString(CultureInfo.InvariantCulture))
                .Raw("\" transform=\"translate(").Number(point.X).Raw(" ").Number(point.Y).Raw(")\">");
            Title(point.Event);
            to.Raw("<path d=\"").Raw(EventShapes.Of(kind)).Line("\"/></g>");
        }
    }

    private void WriteLabels()
    {
        foreach (var label in diagram.Labels)
        {
            if (!isForPage && label.Level > 0)
            {
                continue;
            }

            var kind = label.Kind.ToString().ToLowerInvariant();
            var family = label.Kind == LabelKind.Message ? (int)diagram.Trace.Events[label.Event].Event.Family : 0;
            to.Raw("<text class=\"l l-").Raw(kind);
            to.Raw(family == 0 ? "" : " f" + family.ToString(CultureInfo.InvariantCulture)).Raw("\"");
            to.Attribute("x", label.X + label.Shift).Attribute("y", label.Y);
            to.Raw(label.IsCentred ? " text-anchor=\"middle\"" : "").Raw(">").Text(label.Text).Line("</text>");
        }
    }

    private void Title(int index)
    {
        // The page shows more than a title could, from its data.
        if (!isForPage && index >= 0)
        {
            to.Raw("<title>").Text(Describe(diagram.Trace, diagram.Trace.Events[index])).Raw("</title>");
        }
    }
}
