using System.Globalization;
using Quorate.Tracing;

namespace Quorate.Cli.Simulating;

/// <summary>The file that <c>--trace</c> names, and how much of a run goes into it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">What its name says.</param>
/// <param name="EventsMax">Most events.</param>
/// <param name="Part">Which ones, when there are more.</param>
internal sealed record TraceOutput(string Path, TraceFormat Format, int EventsMax, TracePart Part)
{
    /// <summary>Most events unless the user asks for more: what a browser shows without effort.</summary>
    public const int EventsDefault = 4_000;

    /// <summary>Most events at all.</summary>
    public const int EventsLimit = 1_000_000;

    /// <summary>Reads the format from a file's name, before anything is run.</summary>
    /// <exception cref="UsageException">The name ends in no known way, or there is no such folder.</exception>
    public static TraceOutput Parse(string path, int eventsMax, string part)
    {
        var format = path switch
        {
            _ when Ends(path, ".html") => TraceFormat.Html,
            _ when Ends(path, ".svg") => TraceFormat.Svg,
            _ when Ends(path, ".ndjson") => TraceFormat.Ndjson,
            _ when Ends(path, ".shiviz.txt") => TraceFormat.ShiViz,
            _ => throw new UsageException(
                $"--trace {path}: the name decides what is written; it has to end in .html, .svg, .ndjson or "
                + ".shiviz.txt."),
        };
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--trace {path}: there is no folder {folder}.");
        }

        if (eventsMax is < 1 or > EventsLimit)
        {
            throw new UsageException($"--trace-events {eventsMax} is not between 1 and {EventsLimit}.");
        }

        return new TraceOutput(path, format, eventsMax, part switch
        {
            "first" => TracePart.First,
            "last" => TracePart.Last,
            _ => TracePart.AroundFailure,
        });
    }

    /// <summary>Writes the file.</summary>
    /// <returns>What was written, in a line for the user.</returns>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public string Write(Trace trace)
    {
        var text = Format switch
        {
            TraceFormat.Html => HtmlPage.Write(trace),
            TraceFormat.Svg => SvgWriter.Write(trace),
            TraceFormat.Ndjson => NdjsonWriter.Write(trace),
            _ => ShiVizWriter.Write(trace),
        };
        try
        {
            File.WriteAllText(Path, text);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--trace {Path}: {failed.Message}", failed);
        }

        return $"{Path}: {Describe(trace)}";
    }

    private static string Describe(Trace trace)
    {
        var kept = Number(trace.Events.Count);
        var total = Number(trace.Events.Count + trace.OmittedBefore + trace.OmittedAfter);
        return (trace.OmittedBefore, trace.OmittedAfter) switch
        {
            (0, 0) => $"all {kept} events of the run",
            (0, _) => $"the first {kept} of {total} events (--trace-events N for more, --trace-part last for the end)",
            _ => $"the last {kept} of {total} events (--trace-events N for more, --trace-part first for the beginning)",
        };
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
