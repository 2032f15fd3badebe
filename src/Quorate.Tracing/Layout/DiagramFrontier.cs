namespace Quorate.Tracing;

/// <summary>A step line in a replica's lane, over one life of its process: how far something has come.</summary>
/// <param name="Process">The replica.</param>
/// <param name="IsCommit">Whether it shows the commit number; the head of the log otherwise.</param>
/// <param name="Base">The height of zero progress.</param>
/// <param name="Steps">Corners: from each X on, the line runs at height Y.</param>
/// <param name="End">Where the line ends, along time.</param>
public sealed record DiagramFrontier(
    int Process, bool IsCommit, double Base, IReadOnlyList<(double X, double Y)> Steps, double End);
