namespace Quorate.Viewstamped;

/// <summary>
/// A backup's part of the normal case (VRR §4.1 steps 4 and 7; viewstamped.md N3 N4 N7), and the primary's heartbeat.
/// </summary>
internal static class Following
{
    internal static void OnPrepare(ReplicaState s, IEffects effects, ReplicaId from, Prepare message)
    {
        if (!IsFromMyPrimary(s, effects, from, message))
        {
            return;
        }

        var entry = message.Entry;
        if (entry.Header.Cluster != s.Options.Cluster || entry.Header.View > message.View)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, entry.Op, from, message.Kind);
            return;
        }

        if (entry.Op == s.Log.Head.Next)
        {
            Contract.Assert(
                entry.Header.Parent == s.Log.ChecksumAt(s.Log.Head), "within a view the primary's log extends mine");
            LogWriter.Append(s, effects, entry);
            s.OwesPrepareOk = true;
        }
        else if (entry.Op <= s.Log.Head)
        {
            Contract.Assert(
                !s.Log.Holds(entry.Op) || s.Log.ChecksumAt(entry.Op) == entry.Checksum, "one view, one op, one entry");
            s.OwesPrepareOk = true;
        }
        else
        {
            StateTransfer.AskForGap(s, effects);
        }

        HearRound(s, message.Round);
        AbsorbCommit(s, effects, message.CommitNumber);
    }

    internal static void OnCommit(ReplicaState s, IEffects effects, ReplicaId from, Commit message)
    {
        if (!IsFromMyPrimary(s, effects, from, message))
        {
            return;
        }

        Contract.Assert(
            !s.Log.Holds(message.CommitNumber) || message.CommitChecksum == default
                || s.Log.ChecksumAt(message.CommitNumber) == message.CommitChecksum,
            "what the primary committed is what I hold");
        HearRound(s, message.Round);
        AbsorbCommit(s, effects, message.CommitNumber);
        if (message.Op > s.Log.Head)
        {
            StateTransfer.AskForGap(s, effects);
        }

        // The heartbeat also recovers lost acknowledgements: the primary would have committed what it knows to be held
        // here.
        s.OwesPrepareOk |= message.CommitNumber < s.Log.Head;
        Outbox.Send(s, effects, from, new CommitOk { View = s.View, Round = s.RoundHeard });
    }

    /// <summary>
    /// The end of a turn: one cumulative acknowledgement, backed by the last write (viewstamped.md N4, 10.2).
    /// </summary>
    internal static void Flush(ReplicaState s, IEffects effects)
    {
        if (!s.OwesPrepareOk)
        {
            return;
        }

        s.OwesPrepareOk = false;
        var after = s.LogTicket > s.ViewTicket ? s.LogTicket : s.ViewTicket;
        Outbox.Send(
            s,
            effects,
            s.PrimaryOf(s.View),
            new PrepareOk
            {
                View = s.View,
                Op = s.Log.Head,
                EntryChecksum = s.Log.ChecksumAt(s.Log.Head),
                Round = s.RoundHeard,
                Checkpoint = s.Checkpoint.Op,
            },
            after);
    }

    /// <summary>
    /// A commit number of the view whose log is installed here (viewstamped.md N7): never assigned, only raised.
    /// </summary>
    internal static void AbsorbCommit(ReplicaState s, IEffects effects, OpNumber commit)
    {
        Contract.Assert(s.Status == ReplicaStatus.Normal, "commit numbers apply to the log they were learned with");
        s.CommitKnown = commit > s.CommitKnown ? commit : s.CommitKnown;
        NormalOperation.CommitThrough(s, effects, s.CommitKnown < s.Log.Head ? s.CommitKnown : s.Log.Head);
    }

    /// <summary>The primary's heartbeat as things stand.</summary>
    internal static Commit CommitOf(ReplicaState s) => new()
    {
        View = s.View,
        CommitNumber = s.Commit,
        CommitChecksum = s.Log.Knows(s.Commit) ? s.Log.ChecksumAt(s.Commit) : default,
        Op = s.Log.Head,
        Round = s.Reads.Round,
    };

    /// <summary>
    /// Normal-case messages count only in my view while normal (viewstamped.md N1). One of a later view, or of my view
    /// while I still wait for its log, says that the view is established: fetch its log (S2).
    /// </summary>
    private static bool IsFromMyPrimary(ReplicaState s, IEffects effects, ReplicaId from, Message message)
    {
        if (from != s.PrimaryOf(message.View) || message.View < s.View || s.Status == ReplicaStatus.Recovering)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return false;
        }

        if (message.View > s.View || s.Status != ReplicaStatus.Normal)
        {
            StateTransfer.Learn(s, effects, message.View);
            return false;
        }

        s.Peer(from).HeardAt = s.Now;
        Transitions.WithdrawVote(s);
        Transitions.ArmSuspect(s);
        return true;
    }

    private static void HearRound(ReplicaState s, RoundNumber round) =>
        s.RoundHeard = round > s.RoundHeard ? round : s.RoundHeard;
}
