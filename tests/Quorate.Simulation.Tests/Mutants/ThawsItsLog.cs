using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>
/// The log is not frozen while a view changes (viewstamped.md V1 V3, DEF-14): entries of the view that was left are
/// still appended, so that the DoViewChange that is sent again says something else than the first.
/// </summary>
internal sealed class ThawsItsLog(IReplicaCore core) : MutantCore(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent)
    {
        var s = State;
        if (s.Status == ReplicaStatus.ViewChange
            && replicaEvent is MessageReceived { Message: Prepare late } && late.View == s.LogView
            && late.Entry.Op == s.Log.Head.Next && late.Entry.Header.Parent == s.Log.ChecksumAt(s.Log.Head))
        {
            LogWriter.Append(s, this, late.Entry);
        }

        return replicaEvent;
    }
}
