namespace Quorate.Hosting;

/// <summary>One submitted operation: the node's pending call and the caller's awaitable, pooled together.</summary>
internal sealed class ServiceCall : PendingCall
{
    private readonly HostMetrics _metrics;
    private readonly AwaitedOutcome<SubmitResult> _outcome;

    public ServiceCall(Pool<ServiceCall> pool, CompletionCollector collector, HostMetrics metrics)
    {
        _metrics = metrics;
        _outcome = new AwaitedOutcome<SubmitResult>(collector, () =>
        {
            Operation = default;
            pool.Return(this);
        });
    }

    public ValueTask<SubmitResult> Begin(ReadOnlyMemory<byte> operation, MonotonicTime deadline)
    {
        Operation = operation;
        Deadline = deadline;
        return _outcome.Begin();
    }

    public void CancelWith(CancellationToken token) => _outcome.CancelWith(token);

    public override void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        var translated = Translate(outcome);
        if (_outcome.TryComplete(new SubmitResult(translated, reply, op)))
        {
            _metrics.Submitted(translated);
        }
    }

    private static SubmitOutcome Translate(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Executed => SubmitOutcome.Executed,
        CallOutcome.Expired => SubmitOutcome.Expired,
        CallOutcome.Overloaded => SubmitOutcome.Overloaded,
        CallOutcome.TooLarge => SubmitOutcome.TooLarge,
        CallOutcome.Stopped => SubmitOutcome.Stopped,
        _ => SubmitOutcome.Unknown,
    };
}
