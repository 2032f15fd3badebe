namespace Quorate.Simulation;

/// <summary>
/// Decides whether a concurrent history is linearizable (Herlihy and Wing 1990): whether an order of its operations
/// exists that the sequential model allows and that keeps the order of any two operations of which one ended before the
/// other began. The search is Wing and Gong's (1993) with Lowe's memory of configurations (2017); a history of
/// independent objects is split into one history an object first (Horn and Kroening 2015), as linearizability is local.
/// </summary>
/// <remarks>
/// The problem is NP-complete: the search is bounded by a budget, and beyond it the verdict is
/// <see cref="LinearizabilityVerdict.Unknown"/>, which never counts as a pass. Operations whose outcome is unknown may
/// be ordered anywhere after their invocation, or left out.
/// </remarks>
public static class LinearizabilityChecker
{
    /// <summary>How many operations of an order a result names.</summary>
    public const int ExplainedOperations = 16;

    /// <summary>A budget that 100,000 operations with ten under way at a time do not use up.</summary>
    public const long DefaultBudget = 50_000_000;

    /// <summary>Judges a history of one object.</summary>
    /// <param name="model">The specification.</param>
    /// <param name="history">The operations, in any order.</param>
    /// <param name="budget">The most operations to try.</param>
    /// <exception cref="ArgumentException">An operation ends before it begins.</exception>
    public static LinearizabilityResult Check<TInput, TOutput, TState>(
        ISequentialModel<TInput, TOutput, TState> model,
        IReadOnlyList<TimedOperation<TInput, TOutput>> history,
        long budget = DefaultBudget)
        where TState : IEquatable<TState>
    {
        ArgumentNullException.ThrowIfNull(history);
        return Check(model, history, static _ => 0, budget);
    }

    /// <summary>Judges a history of several independent objects, each with the same specification.</summary>
    /// <param name="model">The specification of one object.</param>
    /// <param name="history">The operations, in any order.</param>
    /// <param name="partition">The object that an operation acts on.</param>
    /// <param name="budget">The most operations to try, over all objects.</param>
    /// <returns>
    /// The first object's result that is not linearizable; else the first unknown one; else linearizable.
    /// </returns>
    /// <exception cref="ArgumentException">An operation ends before it begins.</exception>
    public static LinearizabilityResult Check<TInput, TOutput, TState>(
        ISequentialModel<TInput, TOutput, TState> model,
        IReadOnlyList<TimedOperation<TInput, TOutput>> history,
        Func<TInput, long> partition,
        long budget = DefaultBudget)
        where TState : IEquatable<TState>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(partition);
        var steps = 0L;
        LinearizabilityResult? unknown = null;
        var longest = 0;
        foreach (var part in Split(history, partition))
        {
            var result = new LinearizabilitySearch<TInput, TOutput, TState>(model, history, part).Run(budget - steps);
            steps += result.Steps;
            longest += result.LongestPrefix;
            if (result.Verdict == LinearizabilityVerdict.NotLinearizable)
            {
                return result with { Steps = steps };
            }

            unknown ??= result.Verdict == LinearizabilityVerdict.Unknown ? result : null;
        }

        return unknown is null
            ? new LinearizabilityResult(LinearizabilityVerdict.Linearizable, steps, longest, [], [])
            : unknown with { Steps = steps };
    }

    // One list of indexes an object, the objects in the order of their first operation.
    private static List<List<int>> Split<TInput, TOutput>(
        IReadOnlyList<TimedOperation<TInput, TOutput>> history, Func<TInput, long> partition)
    {
        var parts = new List<List<int>>();
        var places = new Dictionary<long, int>();
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Completed < history[i].Invoked)
            {
                throw new ArgumentException($"Operation {i} ends before it begins.", nameof(history));
            }

            var key = partition(history[i].Input);
            if (!places.TryGetValue(key, out var place))
            {
                place = parts.Count;
                places.Add(key, place);
                parts.Add([]);
            }

            parts[place].Add(i);
        }

        return parts;
    }
}
