namespace Quorate.Tracing;

/// <summary>The lane of a process.</summary>
/// <param name="Process">The process.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Line">Where its time line runs.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Alive">The stretches, from and to, in which the process runs.</param>
public sealed record DiagramLane(
    int Process,
    string Name,
    ProcessRole Role,
    double Top,
    double Line,
    double Bottom,
    IReadOnlyList<(double From, double To)> Alive);
