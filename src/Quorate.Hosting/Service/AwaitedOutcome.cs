using System.Threading.Tasks.Sources;

namespace Quorate.Hosting;

/// <summary>
/// The awaitable half of a pooled call. Two owners share it: the caller, until it has taken the result, and the
/// replica's loop, until the node has forgotten the call. Only when both have let go is the call used again, so that a
/// caller that stopped waiting never receives another caller's outcome.
/// </summary>
/// <typeparam name="T">What the caller awaits.</typeparam>
internal struct AwaitedOutcome<T>
{
    private ManualResetValueTaskSourceCore<T> _source;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private int _owners;
    private int _isDecided;

    public short Version => _source.Version;

    /// <summary>Begins a new use.</summary>
    public void Begin()
    {
        _source.Reset();
        _owners = 2;
        _isDecided = 0;
    }

    public void CancelWith(Action<object?> onCancelled, object state, CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _token = token;
            _cancellation = token.UnsafeRegister(onCancelled, state);
        }
    }

    /// <summary>Whether this is the first decision: the outcome and a cancellation race.</summary>
    public bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    public void Resume(T result) => _source.SetResult(result);

    public void ResumeCancelled() => _source.SetException(new OperationCanceledException(_token));

    public ValueTaskSourceStatus StatusOf(short version) => _source.GetStatus(version);

    public void OnCompleted(
        Action<object?> next, object? state, short version, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(next, state, version, flags);

    public T Take(short version)
    {
        _cancellation.Dispose();
        _cancellation = default;
        _token = default;
        return _source.GetResult(version);
    }

    /// <summary>One owner lets go.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool LetGo() => Interlocked.Decrement(ref _owners) == 0;
}
