namespace Quorate.Simulation;

/// <summary>
/// The search for one object's order. It walks the pending timeline: an invocation that the model allows next is
/// ordered and lifted out, and the walk begins anew; at the first outcome whose operation is not ordered, everything
/// that might come before it has been tried, and the last choice is undone.
/// </summary>
internal sealed class LinearizabilitySearch<TInput, TOutput, TState>
    where TState : IEquatable<TState>
{
    private readonly ISequentialModel<TInput, TOutput, TState> _model;
    private readonly IReadOnlyList<TimedOperation<TInput, TOutput>> _history;
    private readonly int[] _indexes;
    private readonly int _definite;
    private readonly PendingTimeline _pending;
    private readonly OrderedSet _ordered;
    private readonly Stack<(int Operation, TState Before)> _choices = new();
    private readonly HashSet<SearchConfiguration<TState>> _seen = [];
    private TState _state;
    private long _steps;
    private int _longest;
    private bool _isExplained;
    private List<int> _lastOrdered = [];
    private List<int> _stuck = [];

    /// <summary>Prepares a search.</summary>
    /// <param name="model">The specification.</param>
    /// <param name="history">The whole history.</param>
    /// <param name="part">The operations of this object, as indexes into the history.</param>
    public LinearizabilitySearch(
        ISequentialModel<TInput, TOutput, TState> model,
        IReadOnlyList<TimedOperation<TInput, TOutput>> history,
        List<int> part)
    {
        _model = model;
        _history = history;
        _indexes = [.. part];
        Array.Sort(_indexes, Compare);
        _definite = _indexes.Count(index => !history[index].IsOpen);
        _pending = new PendingTimeline(
            Array.ConvertAll(_indexes, index => (history[index].Invoked, history[index].Completed)));
        _ordered = new OrderedSet(_definite, _indexes.Length - _definite);
        _state = model.Initial;
    }

    /// <summary>Searches.</summary>
    /// <param name="budget">The most operations to try.</param>
    public LinearizabilityResult Run(long budget)
    {
        var node = _pending.First;
        while (_ordered.DefiniteCount < _definite)
        {
            if (node != PendingTimeline.End && PendingTimeline.IsInvocation(node))
            {
                if (_steps++ >= budget)
                {
                    return Result(LinearizabilityVerdict.Unknown);
                }

                node = TryOrder(PendingTimeline.OperationAt(node)) ? _pending.First : _pending.After(node);
            }
            else
            {
                Explain();
                if (_choices.Count == 0)
                {
                    return Result(LinearizabilityVerdict.NotLinearizable);
                }

                node = _pending.After(PendingTimeline.InvocationOf(Undo()));
            }
        }

        return Result(LinearizabilityVerdict.Linearizable);
    }

    private bool TryOrder(int operation)
    {
        if (!_model.TryApply(_state, _history[_indexes[operation]], out var next))
        {
            return false;
        }

        _ordered.Add(operation);
        if (!_seen.Add(new SearchConfiguration<TState>(_ordered.Copy(), next, _model.HashOf(next))))
        {
            _ordered.Remove(operation);
            return false;
        }

        _choices.Push((operation, _state));
        _state = next;
        _pending.Lift(operation);
        if (_choices.Count > _longest)
        {
            _longest = _choices.Count;
            _isExplained = false;
        }

        return true;
    }

    private int Undo()
    {
        var (operation, before) = _choices.Pop();
        _state = before;
        _ordered.Remove(operation);
        _pending.PutBack(operation);
        return operation;
    }

    // Only where the longest order so far ends, and once: copying at every dead end would make the search quadratic.
    private void Explain()
    {
        if (_isExplained || _choices.Count != _longest)
        {
            return;
        }

        _isExplained = true;
        _lastOrdered = [.. _choices.Take(LinearizabilityChecker.ExplainedOperations)
            .Select(choice => _indexes[choice.Operation]).Reverse()];
        _stuck = [];
        for (var node = _pending.First;
            node != PendingTimeline.End && PendingTimeline.IsInvocation(node)
            && _stuck.Count < LinearizabilityChecker.ExplainedOperations;
            node = _pending.After(node))
        {
            _stuck.Add(_indexes[PendingTimeline.OperationAt(node)]);
        }
    }

    private LinearizabilityResult Result(LinearizabilityVerdict verdict) =>
        new(verdict, _steps, _longest, _lastOrdered, verdict == LinearizabilityVerdict.NotLinearizable ? _stuck : []);

    // Known outcomes first, each kind by invocation, so that what is ordered stays close to a prefix.
    private int Compare(int left, int right)
    {
        var a = _history[left];
        var b = _history[right];
        return a.IsOpen != b.IsOpen ? a.IsOpen.CompareTo(b.IsOpen)
            : a.Invoked != b.Invoked ? a.Invoked.CompareTo(b.Invoked)
            : left.CompareTo(right);
    }
}
