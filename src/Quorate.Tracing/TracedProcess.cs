namespace Quorate.Tracing;

/// <summary>A process of a run; its index in <see cref="Trace.Processes"/> names it in events.</summary>
/// <param name="Name">A short name, as r0 or c1.</param>
/// <param name="Role">What it is.</param>
public sealed record TracedProcess(string Name, ProcessRole Role);
