using Quorate.Tracing;

namespace Quorate.Simulation;

/// <summary>A scenario script and what happened in it.</summary>
/// <param name="Result">What it did.</param>
/// <param name="Trace">Its events.</param>
public sealed record TracedScript(ScriptResult Result, Trace Trace);
