namespace Quorate.Tracing;

/// <summary>The place of an event.</summary>
/// <param name="Event">The event's index in the trace that was laid out.</param>
/// <param name="X">Along time.</param>
/// <param name="Y">On its process's line.</param>
public readonly record struct DiagramPoint(int Event, double X, double Y);
