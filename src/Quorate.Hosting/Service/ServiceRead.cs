using System.Threading.Tasks.Sources;

namespace Quorate.Hosting;

/// <summary>One linearizable read: the node's pending read and the caller's awaitable in one pooled object.</summary>
internal sealed class ServiceRead(Pool<ServiceRead> pool, CompletionCollector collector, HostMetrics metrics)
    : PendingRead, IValueTaskSource<ServiceSnapshot?>, ICompletable
{
    private AwaitedOutcome<ServiceSnapshot?> _outcome;
    private ServiceSnapshot? _result;
    private bool _isCancelled;

    public ValueTask<ServiceSnapshot?> Begin(MonotonicTime deadline)
    {
        Deadline = deadline;
        _isCancelled = false;
        _outcome.Begin();
        return new ValueTask<ServiceSnapshot?>(this, _outcome.Version);
    }

    public void CancelWith(CancellationToken token) => _outcome.CancelWith(OnCancelled, this, token);

    public override void Ready(IStateSnapshot state, OpNumber op) => Decide(new ServiceSnapshot(state, op));

    public override void Failed() => Decide(null);

    public void Resume()
    {
        if (_isCancelled)
        {
            _outcome.ResumeCancelled();
            return;
        }

        _outcome.Resume(_result);
        LetGo();
    }

    public ServiceSnapshot? GetResult(short token)
    {
        try
        {
            return _outcome.Take(token);
        }
        finally
        {
            LetGo();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _outcome.StatusOf(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _outcome.OnCompleted(continuation, state, token, flags);

    private static void OnCancelled(object? state)
    {
        var read = (ServiceRead)state!;
        if (read._outcome.TryDecide())
        {
            read._isCancelled = true;
            ThreadPool.UnsafeQueueUserWorkItem(static cancelled => cancelled.Resume(), read, preferLocal: false);
        }
    }

    private void Decide(ServiceSnapshot? result)
    {
        if (_outcome.TryDecide())
        {
            _result = result;
            metrics.Read(result is not null);
            collector.Add(this);
            return;
        }

        LetGo();
    }

    private void LetGo()
    {
        if (_outcome.LetGo())
        {
            _result = null;
            pool.Return(this);
        }
    }
}
