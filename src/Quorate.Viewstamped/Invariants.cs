namespace Quorate.Viewstamped;

/// <summary>What must hold after every step (viewstamped.md §2). Cheap enough to stay on in production.</summary>
internal static class Invariants
{
    internal static void Check(ReplicaState s)
    {
        Contract.Assert(s.LogView <= s.View, "log-view never exceeds view");
        Contract.Assert(s.Status != ReplicaStatus.Normal || s.LogView == s.View, "normal means holding the view's log");
        Contract.Assert(s.Commit <= s.Log.Head, "commit number never exceeds the head");
        Contract.Assert(s.Executed <= s.Commit, "only what is committed is executed");
        Contract.Assert(s.Log.Base <= s.Commit, "only committed entries leave memory");
        Contract.Assert(s.DurableOp <= s.Log.Head, "only what exists is durable");
        Contract.Assert(s.Checkpoint.Op <= s.Commit, "a checkpoint holds committed entries only");
        Contract.Assert(s.PersistedTicket <= s.LastTicket, "only tickets that were given are persisted");
        Contract.Assert(
            s.ViewTicket <= s.LastTicket && s.LogTicket <= s.LastTicket, "promises name writes that were made");
        Contract.Assert(s.Timers.View == s.View, "no deadline of an earlier view is left");
        Contract.Assert(
            s.Status == ReplicaStatus.Normal || s.Admission.QueuedCount == 0, "only a primary queues requests");
    }
}
