using System.Threading.Tasks.Sources;

namespace Quorate.Hosting;

/// <summary>
/// The awaitable half of a pooled call. Two owners share it: the caller, until it has taken the result, and the
/// replica's loop, until the node has forgotten the call. Only when both have let go is the call used again, so that a
/// caller that stopped waiting never receives another caller's outcome.
/// </summary>
/// <typeparam name="T">What the caller awaits.</typeparam>
/// <param name="collector">Resumes callers whose outcome the loop has decided.</param>
/// <param name="recycle">Called when the last owner has let go.</param>
internal sealed class AwaitedOutcome<T>(CompletionCollector collector, Action recycle)
    : IValueTaskSource<T>, ICompletable
{
    private ManualResetValueTaskSourceCore<T> _source;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private T _result = default!; // Given out only once it is decided.
    private int _owners;
    private int _isDecided;
    private bool _isCancelled;

    /// <summary>Begins a new use.</summary>
    public ValueTask<T> Begin()
    {
        _source.Reset();
        _owners = 2;
        _isDecided = 0;
        _isCancelled = false;
        return new ValueTask<T>(this, _source.Version);
    }

    /// <summary>Lets the caller stop waiting. Called by the caller, after <see cref="Begin"/>.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _token = token;
            _cancellation = token.UnsafeRegister(OnCancelled, this);
        }
    }

    /// <summary>Decides the outcome. Called by the loop, once.</summary>
    /// <returns>Whether it was not too late: the caller may have cancelled.</returns>
    public bool TryComplete(T result)
    {
        if (!TryDecide())
        {
            LetGo();
            return false;
        }

        _result = result;
        collector.Add(this);
        return true;
    }

    public void Resume()
    {
        if (_isCancelled)
        {
            _source.SetException(new OperationCanceledException(_token));
            return;
        }

        _source.SetResult(_result);
        LetGo();
    }

    public T GetResult(short token)
    {
        try
        {
            _cancellation.Dispose();
            _cancellation = default;
            _token = default;
            return _source.GetResult(token);
        }
        finally
        {
            LetGo();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    // The outcome and a cancellation race.
    private bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    private static void OnCancelled(object? state)
    {
        var outcome = (AwaitedOutcome<T>)state!;
        if (outcome.TryDecide())
        {
            outcome._isCancelled = true;
            ThreadPool.UnsafeQueueUserWorkItem(static cancelled => cancelled.Resume(), outcome, preferLocal: false);
        }
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            _result = default!;
            recycle();
        }
    }
}
