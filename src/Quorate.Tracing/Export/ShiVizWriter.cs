using System.Globalization;
using System.Text;

namespace Quorate.Tracing;

/// <summary>
/// Writes a trace for ShiViz: the first line is the expression that parses the rest, the second one (the delimiter of
/// several executions) is empty, then one event a line.
/// </summary>
public static class ShiVizWriter
{
    /// <summary>The first line of the file.</summary>
    public const string Expression = @"(?<host>\S+) (?<clock>\{[^}]*\}) (?<time>\S+) (?<event>.*)";

    /// <summary>Writes all events of processes.</summary>
    /// <remarks>
    /// ShiViz wants each host's clock to count from 1 without gaps, so that the events are stamped anew: for a part of
    /// a run the clocks count from the beginning of the part.
    /// </remarks>
    public static string Write(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var text = new StringBuilder(Expression).Append("\n\n");
        var stamper = new CausalStamper();
        foreach (var stamped in trace.Events.Select(kept => stamper.Stamp(kept.Event)))
        {
            if (stamped.Event.IsOfProcess)
            {
                Append(text, trace, stamped);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Trace trace, StampedEvent stamped)
    {
        var name = trace.Processes[stamped.Event.Process].Name;
        text.Append(name).Append(" {");
        var separator = "";
        for (var process = 0; process < stamped.Vector.Length; process++)
        {
            if (stamped.Vector[process] > 0)
            {
                text.Append(separator).Append('"').Append(trace.Processes[process].Name).Append("\":")
                    .Append(stamped.Vector[process].ToString(CultureInfo.InvariantCulture));
                separator = ", ";
            }
        }

        var milliseconds = stamped.Event.Time / 1e6;
        text.Append("} ").Append(milliseconds.ToString("0.######", CultureInfo.InvariantCulture)).Append("ms ")
            .Append(OneLine(DiagramMarkup.Describe(trace, stamped)[(name.Length + 1)..])).Append('\n');
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
