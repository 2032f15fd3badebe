namespace Quorate.Tracing;

/// <summary>What becomes of a message in a diagram.</summary>
public enum ArrowEnd
{
    /// <summary>It is received.</summary>
    Received,

    /// <summary>It is lost: the line ends in a cross.</summary>
    Lost,

    /// <summary>It is still under way when the trace ends.</summary>
    UnderWay,
}
