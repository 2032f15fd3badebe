namespace Quorate.Simulation;

/// <summary>Forwards a core's effects and shows the checkers what is committed.</summary>
internal sealed class ObservedEffects(int replica, IReplicaCore core, Checkers checkers) : ForwardingEffects
{
    /// <inheritdoc/>
    public override void Commit(in CommittedEntry committed)
    {
        checkers.OnCommitted(replica, committed, core.Status);
        base.Commit(committed);
    }

    /// <inheritdoc/>
    public override void InstallCheckpoint(CheckpointReference reference)
    {
        checkers.OnInstalling(replica, reference);
        base.InstallCheckpoint(reference);
    }
}
