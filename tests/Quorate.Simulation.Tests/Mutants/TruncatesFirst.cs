using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>
/// State transfer as published (VRR §5.2, DEF-1): a replica that hears of a later view cuts its log to the commit
/// number and adopts the log-view before it has the view's log.
/// </summary>
internal sealed class TruncatesFirst(IReplicaCore core) : MutantCore(core)
{
    protected override void AfterStep()
    {
        var s = State;
        if (s.Status == ReplicaStatus.StateTransfer && s.View > s.LogView)
        {
            s.LogView = s.View;
            LogWriter.Install(s, this, s.Commit, []);
        }
    }
}
