namespace Quorate.Cli.Simulating;

/// <summary>In which form a trace is written; the file's name decides.</summary>
internal enum TraceFormat
{
    /// <summary>A page with the space-time diagram.</summary>
    Html,

    /// <summary>The diagram as a picture.</summary>
    Svg,

    /// <summary>One event a line (docs/tracing.md).</summary>
    Ndjson,

    /// <summary>Text for ShiViz.</summary>
    ShiViz,
}
