namespace Quorate.Simulation;

/// <summary>
/// What an object does when its operations come one after another: the specification that a concurrent history is held
/// against. States are immutable values.
/// </summary>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <typeparam name="TOutput">What is answered.</typeparam>
/// <typeparam name="TState">A state; equal states behave alike from there on.</typeparam>
public interface ISequentialModel<TInput, TOutput, TState>
    where TState : IEquatable<TState>
{
    /// <summary>The state before the first operation.</summary>
    TState Initial { get; }

    /// <summary>Executes one operation in a state.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="operation">The operation; its output is to be ignored when its outcome is unknown.</param>
    /// <param name="next">The state after, when it is possible.</param>
    /// <returns>Whether the operation can answer in this state what it did answer.</returns>
    bool TryApply(TState state, in TimedOperation<TInput, TOutput> operation, out TState next);

    /// <summary>A hash of a state, equal for equal states; the more it spreads, the faster the search.</summary>
    ulong HashOf(TState state);
}
