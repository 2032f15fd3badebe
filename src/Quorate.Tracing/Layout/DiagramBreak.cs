namespace Quorate.Tracing;

/// <summary>A stretch of time that is drawn shorter than it was.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Nanoseconds">How long it lasted.</param>
public sealed record DiagramBreak(double From, double To, long Nanoseconds);
