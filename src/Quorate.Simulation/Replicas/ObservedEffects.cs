namespace Quorate.Simulation;

/// <summary>Forwards a core's effects and shows the checkers what is committed.</summary>
internal sealed class ObservedEffects(int replica, IReplicaCore core, Checkers checkers) : ForwardingEffects
{
    /// <inheritdoc/>
    public override void Commit(Entry entry)
    {
        checkers.OnCommitted(replica, entry, core.Status.View);
        base.Commit(entry);
    }

    /// <inheritdoc/>
    public override void InstallCheckpoint(CheckpointReference reference)
    {
        checkers.OnInstalling(replica, reference);
        base.InstallCheckpoint(reference);
    }
}
