namespace Quorate.Simulation.Tests;

/// <summary>
/// A replica that takes itself for primary answers reads from what it has committed, without asking anybody whether it
/// still is (viewstamped.md Q1).
/// </summary>
internal sealed class ReadsWithoutARound(IReplicaCore core) : MutantCore(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is ReadRequested read && State.IsNormalPrimary)
        {
            ReadReady(read.Cookie, Status.Commit);
        }

        return replicaEvent;
    }
}
