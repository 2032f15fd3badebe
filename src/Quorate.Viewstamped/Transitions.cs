namespace Quorate.Viewstamped;

/// <summary>
/// The only places where the status changes. Each leaves the timers, votes, reads and held sends as its phase needs
/// them.
/// </summary>
internal static class Transitions
{
    /// <summary>
    /// Enters the view change to <paramref name="view"/> (viewstamped.md V1, A1): fences held promises, freezes the
    /// log, makes the view durable and then tells everybody with a DoViewChange.
    /// </summary>
    internal static void BecomeViewChange(ReplicaState s, IEffects effects, ViewNumber view)
    {
        Contract.Assert(view > s.View, "a view change goes to a later view");
        Contract.Assert(s.Status is not ReplicaStatus.Stopped, "a stopped replica takes part in nothing");
        Leave(s, effects);
        s.FailedViewChanges++;
        s.Status = ReplicaStatus.ViewChange;
        s.View = view;
        EnterView(s);
        s.ViewTicket = LogWriter.SaveMetadata(s, effects);
        s.Timers.StopAll(s.View);
        ArmViewChange(s, effects);
        Outbox.Trace(s, effects, TraceKind.BecameViewChange);
        ViewChange.SendDoViewChange(s, effects);
    }

    /// <summary>After a restart: takes up the view change whose view was already durable (viewstamped.md R5).</summary>
    internal static void ResumeViewChange(ReplicaState s, IEffects effects)
    {
        Contract.Assert(s.LogView < s.View, "only a view change that did not complete is resumed");
        s.Status = ReplicaStatus.ViewChange;
        EnterView(s);
        s.Timers.StopAll(s.View);
        ArmViewChange(s, effects);
        Outbox.Trace(s, effects, TraceKind.BecameViewChange);
        ViewChange.SendDoViewChange(s, effects);
    }

    /// <summary>
    /// The view's log is installed (its write is under way): takes part in the view, as primary or backup.
    /// </summary>
    internal static void BecomeNormal(ReplicaState s, IEffects effects)
    {
        Contract.Assert(s.LogView == s.View, "a normal replica holds the log of its view");
        s.Status = ReplicaStatus.Normal;
        EnterView(s);
        s.Timers.StopAll(s.View);
        s.CommitKnown = s.Commit;
        s.Fetch = null;
        WithdrawVote(s);
        s.ViewStartOp = s.Log.Head;
        if (s.IsNormalPrimary)
        {
            BeginAsPrimary(s);
            Primary.ArmPulse(s);
        }
        else
        {
            s.OwesPrepareOk = true;
            ArmSuspect(s);
        }

        Outbox.Trace(s, effects, TraceKind.BecameNormal);
    }

    /// <summary>
    /// Fetches the log of an established view, keeping log-view and the whole log until the replacement is here
    /// (viewstamped.md S2; the published rule truncates first and loses data: DEF-1). The view itself is raised,
    /// durably, first: whatever this replica takes for committed from now on was committed in no view above the one
    /// that it answers with and restarts in.
    /// </summary>
    internal static void BecomeStateTransfer(ReplicaState s, IEffects effects, ViewNumber target)
    {
        Contract.Assert(target >= s.View, "only the log of this or a later view is fetched");
        Leave(s, effects);
        s.Status = ReplicaStatus.StateTransfer;
        if (target > s.View)
        {
            s.View = target;
            s.ViewTicket = LogWriter.SaveMetadata(s, effects);
        }

        EnterView(s);
        s.Timers.StopAll(s.View);
        ArmSuspect(s);
        Outbox.Trace(s, effects, TraceKind.BecameStateTransfer, value: target.Value);
    }

    /// <summary>
    /// Waits without voting: the journal cannot show everything it may have promised (architecture.md §4).
    /// </summary>
    internal static void BecomeRecovering(ReplicaState s, IEffects effects)
    {
        s.Status = ReplicaStatus.Recovering;
        s.Timers.StopAll(s.View);
        Outbox.Trace(s, effects, TraceKind.BecameRecovering);
    }

    /// <summary>Arms the suspicion of the primary, with jitter so that backups do not vote in step.</summary>
    internal static void ArmSuspect(ReplicaState s) =>
        s.Timers.Suspect = s.Now.After(Jittered(s, s.Options.SuspectTimeout));

    /// <summary>
    /// A vote for a view that was reached, or overtaken by a sign of life of the primary, is withdrawn (viewstamped.md
    /// A2).
    /// </summary>
    internal static void WithdrawVote(ReplicaState s)
    {
        if (s.Peer(s.Self).Vote != ViewNumber.Zero)
        {
            s.Peer(s.Self).Vote = ViewNumber.Zero;
            s.Timers.Resend = s.Status == ReplicaStatus.ViewChange ? s.Timers.Resend : MonotonicTime.Never;
        }
    }

    internal static void ArmViewChange(ReplicaState s, IEffects effects)
    {
        var doubled = s.Options.ViewChangeTimeout * Math.Pow(2, Math.Clamp(s.FailedViewChanges - 1, 0, 16));
        var isCapped = doubled >= s.Options.ViewChangeTimeoutMax;
        s.Timers.ViewChange = s.Now.After(Jittered(s, isCapped ? s.Options.ViewChangeTimeoutMax : doubled));
        s.Timers.Resend = s.Now.After(s.Options.ResendInterval);
        if (isCapped)
        {
            Outbox.Trace(s, effects, TraceKind.ViewChangeAlarm, value: (ulong)s.FailedViewChanges);
        }
    }

    private static TimeSpan Jittered(ReplicaState s, TimeSpan duration) =>
        duration + new TimeSpan(s.Prng.Between(0, duration.Ticks / 4));

    /// <summary>
    /// Leaves the phase: held promises are fenced off, and what waited for this view is dropped (architecture.md §2).
    /// </summary>
    internal static void Leave(ReplicaState s, IEffects effects)
    {
        s.Generation = s.Generation.Next;
        effects.Fence(s.Generation);
        s.Admission.Clear();
        s.Reads.Clear();
        s.OwesPrepareOk = false;
        s.TransferNonce = 0;
    }

    private static void EnterView(ReplicaState s)
    {
        foreach (var peer in s.Peers)
        {
            peer.EnterView(s.Now);
            if (peer.Vote <= s.View)
            {
                peer.Vote = ViewNumber.Zero;
            }
        }

        s.RoundHeard = RoundNumber.Zero;
        s.Reads.Clear();
        s.TransferNonce = 0;
        s.HasAbdicated = false;
        s.HasCommitNews = false;
    }

    private static void BeginAsPrimary(ReplicaState s)
    {
        s.ProgressAt = s.Now;
        s.Timers.Heartbeat = s.Now;
        s.PulseOp = s.Log.Head;
        s.MarkedOp = OpNumber.Zero;
        s.BytesSinceMark = s.Log.Bytes;
        s.Admission.Clear();
        for (var op = s.Log.Base.Next; op <= s.Log.Head; op = op.Next)
        {
            var entry = s.Log[op];
            if ((entry.Header.Flags & EntryFlags.Checkpoint) != 0)
            {
                s.MarkedOp = op;
            }

            if (op > s.Executed)
            {
                s.Admission.NoteLogged(entry);
            }
        }
    }
}
