using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Quorate.Tracing;

/// <summary>
/// What the page's script needs to know, as JSON, in the order of the diagram's elements. Causal sets take one vector
/// time per event, written as what changed since the process's event before; the script compares them.
/// </summary>
internal static class PageData
{
    /// <summary>Writes the data of a diagram; safe inside a script element.</summary>
    public static string Of(Diagram diagram, string help)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("left", diagram.Options.Left);
            json.WriteNumber("width", diagram.Width);
            json.WriteNumber("height", diagram.Height);
            json.WriteNumber("cut", Arrows.CutWidth);
            json.WriteString("help", help);
            var failure = diagram.Moments.LastOrDefault(moment => moment.Mark.IsFailure);
            json.WriteNumber("start", failure?.X ?? 0);
            WriteProcesses(json, diagram);
            WritePoints(json, diagram);
            WriteArrows(json, diagram);
            WriteLabels(json, diagram);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteProcesses(Utf8JsonWriter json, Diagram diagram)
    {
        json.WriteStartArray("processes");
        foreach (var process in diagram.Trace.Processes)
        {
            json.WriteStringValue(process.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("order");
        foreach (var lane in diagram.Lanes)
        {
            json.WriteNumberValue(lane.Process);
        }

        json.WriteEndArray();
    }

    private static void WritePoints(Utf8JsonWriter json, Diagram diagram)
    {
        var pointOf = PointsByEvent(diagram);
        var partners = new Dictionary<int, int>();
        foreach (var arrow in diagram.Arrows.Where(arrow => arrow.End == ArrowEnd.Received))
        {
            partners[arrow.Sending] = pointOf[arrow.Receipt];
            partners[arrow.Receipt] = pointOf[arrow.Sending];
        }

        var last = new VectorTime[diagram.Trace.Processes.Count];
        Array.Fill(last, VectorTime.Zero);
        json.WriteStartArray("points");
        foreach (var point in diagram.Points)
        {
            var stamped = diagram.Trace.Events[point.Event];
            var process = stamped.Event.Process;
            json.WriteStartArray();
            json.WriteNumberValue(point.X);
            json.WriteNumberValue(point.Y);
            json.WriteNumberValue(process);
            json.WriteNumberValue(stamped.Event.Time);
            json.WriteStringValue(DiagramMarkup.Describe(diagram.Trace, stamped));
            json.WriteNumberValue(stamped.Lamport);
            WriteDelta(json, last[process], stamped.Vector);
            json.WriteNumberValue(partners.GetValueOrDefault(point.Event, -1));
            json.WriteNumberValue(stamped.Event.Number);
            json.WriteEndArray();
            last[process] = stamped.Vector;
        }

        json.WriteEndArray();
    }

    private static void WriteDelta(Utf8JsonWriter json, VectorTime before, VectorTime after)
    {
        json.WriteStartArray();
        for (var process = 0; process < after.Length; process++)
        {
            if (after[process] != before[process])
            {
                json.WriteNumberValue(process);
                json.WriteNumberValue(after[process]);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteArrows(Utf8JsonWriter json, Diagram diagram)
    {
        var pointOf = PointsByEvent(diagram);
        json.WriteStartArray("arrows");
        foreach (var arrow in diagram.Arrows)
        {
            json.WriteStartArray();
            json.WriteNumberValue(arrow.X1);
            json.WriteNumberValue(arrow.Y1);
            json.WriteNumberValue(arrow.X2);
            json.WriteNumberValue(arrow.Y2);
            json.WriteNumberValue((int)arrow.End);
            json.WriteNumberValue(pointOf[arrow.Sending]);
            json.WriteNumberValue(arrow.End == ArrowEnd.Received ? pointOf[arrow.Receipt] : -1);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteLabels(Utf8JsonWriter json, Diagram diagram)
    {
        var pointOf = PointsByEvent(diagram);
        json.WriteStartArray("labels");
        foreach (var label in diagram.Labels)
        {
            json.WriteStartArray();
            json.WriteNumberValue(label.X);
            json.WriteNumberValue(label.Shift);
            json.WriteNumberValue(label.Level);
            json.WriteNumberValue(label.Event < 0 ? -1 : pointOf[label.Event]);
            json.WriteNumberValue(label.Arrow);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // Lost messages are events of the trace but have no place of their own.
    private static int[] PointsByEvent(Diagram diagram)
    {
        var pointOf = new int[diagram.Trace.Events.Count];
        Array.Fill(pointOf, -1);
        for (var point = 0; point < diagram.Points.Count; point++)
        {
            pointOf[diagram.Points[point].Event] = point;
        }

        return pointOf;
    }
}
