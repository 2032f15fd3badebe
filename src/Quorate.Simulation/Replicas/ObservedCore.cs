namespace Quorate.Simulation;

/// <summary>
/// A core, or a mutant of one, with the checkers looking over its shoulder: everything it emits is forwarded unchanged,
/// in order.
/// </summary>
internal sealed class ObservedCore(int replica, IReplicaCore core, Checkers checkers) : IReplicaCore
{
    private readonly ObservedEffects _effects = new(replica, core, checkers);

    // It changes in steps only, and is asked for several times between two.
    private CoreStatus _status = core.Status;

    /// <inheritdoc/>
    public MonotonicTime NextDeadline => core.NextDeadline;

    /// <inheritdoc/>
    public CoreStatus Status => _status;

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        _effects.Target = effects;
        core.Step(replicaEvent, _effects);
        _status = core.Status;
        checkers.Protocol.Stands(replica, _status);
    }
}
