namespace Quorate.Hosting;

/// <summary>One linearizable read: the node's pending read and the caller's awaitable, pooled together.</summary>
internal sealed class ServiceRead : PendingRead
{
    private readonly HostMetrics _metrics;
    private readonly AwaitedOutcome<ServiceSnapshot?> _outcome;

    public ServiceRead(Pool<ServiceRead> pool, CompletionCollector collector, HostMetrics metrics)
    {
        _metrics = metrics;
        _outcome = new AwaitedOutcome<ServiceSnapshot?>(collector, () => pool.Return(this));
    }

    public ValueTask<ServiceSnapshot?> Begin(MonotonicTime deadline)
    {
        Deadline = deadline;
        return _outcome.Begin();
    }

    public void CancelWith(CancellationToken token) => _outcome.CancelWith(token);

    public override void Ready(IStateSnapshot state, OpNumber op) => Complete(new ServiceSnapshot(state, op));

    public override void Failed() => Complete(null);

    private void Complete(ServiceSnapshot? result)
    {
        if (_outcome.TryComplete(result))
        {
            _metrics.Read(result is not null);
        }
    }
}
