namespace Quorate.Tracing;

/// <summary>Something about the run as a whole, at a moment: the faults stop, a checker finds something.</summary>
/// <param name="Time">When, in simulated nanoseconds.</param>
/// <param name="Text">What, in a sentence.</param>
/// <param name="IsFailure">Whether it must never happen.</param>
public sealed record TraceMark(long Time, string Text, bool IsFailure);
