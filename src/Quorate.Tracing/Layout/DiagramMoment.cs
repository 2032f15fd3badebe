namespace Quorate.Tracing;

/// <summary>A mark of the run in a diagram: a line across all lanes.</summary>
/// <param name="X">Where.</param>
/// <param name="Mark">The mark.</param>
public sealed record DiagramMoment(double X, TraceMark Mark);
