namespace Quorate.Simulation;

/// <summary>The checkers of what only Viewstamped Replication promises (viewstamped.md §18).</summary>
internal sealed class ViewstampedChecker : IProtocolChecker
{
    private readonly CommitQuorumChecker _quorums;
    private readonly MonotoneViewChecker _views;
    private readonly PromiseChecker _promises;

    /// <summary>Creates the checkers of a group.</summary>
    public ViewstampedChecker(Checkers checkers, DurableImage[] images)
    {
        var replicas = images.Length;
        var violations = checkers.Violations;
        _quorums = new CommitQuorumChecker(images, violations);
        _views = new MonotoneViewChecker(replicas, violations);
        var prepared = new PreparedEntriesChecker(replicas, violations);
        _promises = new PromiseChecker(replicas, checkers.Committed, _views, prepared, violations);
        foreach (var image in images)
        {
            image.Witness = new KeptEntriesChecker(checkers.Committed, violations);
        }
    }

    /// <inheritdoc/>
    public long Promises => _promises.Checked;

    /// <inheritdoc/>
    public void Restarted(int replica, RecoveredState recovered) => _views.Restarted(replica, recovered.Durable);

    /// <inheritdoc/>
    public void Stands(int replica, in CoreStatus status) => _views.Stands(replica, status);

    /// <inheritdoc/>
    public void Released(int replica, ReplicaId to, Message message, DurableImage image) =>
        _promises.Released(replica, to, message, image);

    /// <inheritdoc/>
    public void Committed(int replica, in CommittedEntry committed, in CoreStatus status) =>
        _quorums.Committed(replica, committed.Entry, status.View);
}
