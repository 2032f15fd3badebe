namespace Quorate.Simulation;

/// <summary>
/// One operation of a concurrent history. The stamps order invocations and outcomes of the whole history; equal stamps
/// count as concurrent.
/// </summary>
/// <typeparam name="TInput">What was asked.</typeparam>
/// <typeparam name="TOutput">What was answered; meaningless while the outcome is unknown.</typeparam>
/// <param name="Invoked">The stamp of the invocation.</param>
/// <param name="Completed">
/// The stamp of the outcome, not before <paramref name="Invoked"/>; <see cref="Never"/> when the outcome is unknown:
/// the operation may then take effect at any later time, or never.
/// </param>
/// <param name="Input">What was asked.</param>
/// <param name="Output">What was answered.</param>
public readonly record struct TimedOperation<TInput, TOutput>(
    long Invoked, long Completed, TInput Input, TOutput Output)
{
    /// <summary>The outcome of an operation whose outcome nobody knows.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Whether the outcome is unknown.</summary>
    public bool IsOpen => Completed == Never;
}
