namespace Quorate.Simulation;

/// <summary>The checkers of one run.</summary>
internal sealed class Checkers
{
    /// <summary>
    /// The name under which a replica that stops itself is reported: one of its own assertions failed.
    /// </summary>
    public const string StoppedName = "replica-stopped";

    /// <summary>The name under which a run that does not complete is reported.</summary>
    public const string LivenessName = "liveness";

    // The checkpoints that each replica's executor was ordered to load and has not loaded yet.
    private readonly Queue<OpNumber>[] _loading;

    /// <summary>Creates the checkers of a group.</summary>
    public Checkers(int sessionsMax, ISimulatedProtocol protocol, DurableImage[] images)
    {
        var replicas = images.Length;
        Committed = new CommittedEntriesChecker(replicas, Violations);
        ExactlyOnce = new ExactlyOnceChecker(replicas, sessionsMax, Violations);
        Protocol = protocol.NewChecker(this, images);
        Checkpoints = new CheckpointChecker(Violations);
        Recovery = new RecoveryChecker(Violations);
        _loading = new Queue<OpNumber>[replicas];
        for (var replica = 0; replica < replicas; replica++)
        {
            _loading[replica] = [];
        }
    }

    /// <summary>What was found.</summary>
    public ViolationLog Violations { get; } = new();

    /// <summary>One entry per op.</summary>
    public CommittedEntriesChecker Committed { get; }

    /// <summary>Exactly once, in order, without gaps.</summary>
    public ExactlyOnceChecker ExactlyOnce { get; }

    /// <summary>What only this protocol promises.</summary>
    public IProtocolChecker Protocol { get; }

    /// <summary>Checkpoints are identical.</summary>
    public CheckpointChecker Checkpoints { get; }

    /// <summary>The journal loses and invents nothing.</summary>
    public RecoveryChecker Recovery { get; }

    /// <summary>Checkpoints of peers installed.</summary>
    public long CheckpointsInstalled { get; private set; }

    /// <summary>A replica that is where the status says hands an entry to its executor.</summary>
    public void OnCommitted(int replica, in CommittedEntry committed, in CoreStatus status)
    {
        if (committed.Op > Committed.Highest)
        {
            Protocol.Committed(replica, committed, status);
        }

        Committed.Committed(replica, committed);
        if (Committed.At(ExactlyOnce.Executed + 1) is { } next)
        {
            ExactlyOnce.Extend(next);
        }
    }

    /// <summary>A replica starts, on the state of a durable checkpoint if it has one.</summary>
    public void OnStarting(int replica, in CheckpointReference recovered)
    {
        _loading[replica].Clear();
        ExactlyOnce.ContinuesAfter(replica, OpNumber.Zero);
        Committed.ContinuesAfter(replica, recovered.Op);
        if (recovered.Op > OpNumber.Zero)
        {
            _loading[replica].Enqueue(recovered.Op);
        }
    }

    /// <summary>A replica orders its executor to replace the state by a checkpoint: it commits on after it.</summary>
    public void OnInstalling(int replica, in CheckpointReference reference)
    {
        Committed.ContinuesAfter(replica, reference.Op);
        Checkpoints.Seen(replica, reference, null);
        CheckpointsInstalled++;
        _loading[replica].Enqueue(reference.Op);
    }

    /// <summary>A replica's state machine was restored, from the next checkpoint it was ordered to load.</summary>
    public void OnRestored(int replica)
    {
        if (!_loading[replica].TryDequeue(out var op))
        {
            Violations.Report(
                CheckpointChecker.Name, $"r{replica} restores a checkpoint that it was not ordered to load");
            return;
        }

        ExactlyOnce.ContinuesAfter(replica, op);
    }
}
