using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>A run and what happened in it.</summary>
/// <param name="Result">What the run contained, and what was wrong with it.</param>
/// <param name="Trace">Its events, or a part of them.</param>
public sealed record TracedRun(SimulationResult Result, Trace Trace);
