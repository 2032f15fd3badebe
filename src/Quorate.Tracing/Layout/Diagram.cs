namespace Quorate.Tracing;

/// <summary>
/// A space-time diagram with every coordinate decided: lanes are horizontal, time runs to the right. The order of
/// events is exact; distances along time grow with the logarithm of the time between events, and silences are cut.
/// </summary>
public sealed record Diagram
{
    /// <summary>What it shows.</summary>
    public required Trace Trace { get; init; }

    /// <summary>Sizes it was laid out with.</summary>
    public required DiagramOptions Options { get; init; }

    /// <summary>Width.</summary>
    public required double Width { get; init; }

    /// <summary>Height, with the time axis below the lanes.</summary>
    public required double Height { get; init; }

    /// <summary>The lanes from top to bottom: clients, then replicas.</summary>
    public required IReadOnlyList<DiagramLane> Lanes { get; init; }

    /// <summary>The places of all events of processes, in the order of the trace.</summary>
    public required IReadOnlyList<DiagramPoint> Points { get; init; }

    /// <summary>The messages.</summary>
    public required IReadOnlyList<DiagramArrow> Arrows { get; init; }

    /// <summary>The view bands.</summary>
    public required IReadOnlyList<DiagramBand> Bands { get; init; }

    /// <summary>Commit frontiers and heads of logs.</summary>
    public required IReadOnlyList<DiagramFrontier> Frontiers { get; init; }

    /// <summary>Texts, each with the zoom from which on it fits.</summary>
    public required IReadOnlyList<DiagramLabel> Labels { get; init; }

    /// <summary>Silences.</summary>
    public required IReadOnlyList<DiagramBreak> Breaks { get; init; }

    /// <summary>Marks of the run.</summary>
    public required IReadOnlyList<DiagramMoment> Moments { get; init; }

    /// <summary>Where the time axis runs.</summary>
    public double Axis => Height - DiagramLayout.AxisHeight;
}
