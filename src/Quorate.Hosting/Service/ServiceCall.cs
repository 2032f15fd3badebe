using System.Threading.Tasks.Sources;

namespace Quorate.Hosting;

/// <summary>One submitted operation: the node's pending call and the caller's awaitable in one pooled object.</summary>
internal sealed class ServiceCall(Pool<ServiceCall> pool, CompletionCollector collector, HostMetrics metrics)
    : PendingCall, IValueTaskSource<SubmitResult>, ICompletable
{
    private AwaitedOutcome<SubmitResult> _outcome;
    private SubmitResult _result;
    private bool _isCancelled;

    public ValueTask<SubmitResult> Begin(ReadOnlyMemory<byte> operation, MonotonicTime deadline)
    {
        Operation = operation;
        Deadline = deadline;
        _isCancelled = false;
        _outcome.Begin();
        return new ValueTask<SubmitResult>(this, _outcome.Version);
    }

    public void CancelWith(CancellationToken token) => _outcome.CancelWith(OnCancelled, this, token);

    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        if (_outcome.TryDecide())
        {
            _result = new SubmitResult(Translate(outcome), reply, op);
            metrics.Submitted(_result.Outcome);
            collector.Add(this);
            return;
        }

        LetGo();
    }

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

    public SubmitResult GetResult(short token)
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

    private static SubmitOutcome Translate(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Executed => SubmitOutcome.Executed,
        CallOutcome.Overloaded => SubmitOutcome.Overloaded,
        CallOutcome.TooLarge => SubmitOutcome.TooLarge,
        CallOutcome.Stopped => SubmitOutcome.Stopped,
        _ => SubmitOutcome.Unknown,
    };

    private static void OnCancelled(object? state)
    {
        var call = (ServiceCall)state!;
        if (call._outcome.TryDecide())
        {
            call._isCancelled = true;
            ThreadPool.UnsafeQueueUserWorkItem(static cancelled => cancelled.Resume(), call, preferLocal: false);
        }
    }

    private void LetGo()
    {
        if (_outcome.LetGo())
        {
            Operation = default;
            _result = default;
            pool.Return(this);
        }
    }
}
