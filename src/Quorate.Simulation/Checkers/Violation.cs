namespace Quorate.Simulation;

/// <summary>Something that must never happen, happened.</summary>
/// <param name="Checker">The checker that found it.</param>
/// <param name="Time">When, in simulated nanoseconds.</param>
/// <param name="Text">What, in a sentence.</param>
public sealed record Violation(string Checker, long Time, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"[{Checker}] at {Time / 1_000_000.0:F3} ms: {Text}";
}
