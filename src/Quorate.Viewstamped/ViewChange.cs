namespace Quorate.Viewstamped;

/// <summary>
/// The view change (VRR §4.2; viewstamped.md V1–V9 with A1, A2, A5): votes, frozen logs, the choice, the new view.
/// </summary>
internal static class ViewChange
{
    /// <summary>
    /// Votes to leave the view without leaving it (viewstamped.md A2): promises nothing, and expires.
    /// </summary>
    internal static void VoteToLeave(ReplicaState s, IEffects effects)
    {
        var own = s.Peer(s.Self);
        var wanted = Wanted(s);
        if (own.Vote < wanted)
        {
            own.Vote = wanted;
            Outbox.Trace(s, effects, TraceKind.VotedToLeave, value: own.Vote.Value);
        }

        own.VotedAt = s.Now;
        s.Timers.Resend = s.Now.After(s.Options.ResendInterval);
        Outbox.Broadcast(s, effects, new StartViewChange { View = s.View, Candidate = own.Vote });
        CountVotes(s, effects);
    }

    internal static void OnStartViewChange(ReplicaState s, IEffects effects, ReplicaId from, StartViewChange message)
    {
        if (message.Candidate <= s.View)
        {
            // The voter missed a view: a heartbeat tells it.
            if (s.IsNormalPrimary && !s.HasAbdicated)
            {
                Outbox.Send(s, effects, from, Following.CommitOf(s));
            }

            return;
        }

        var peer = s.Peer(from);
        peer.Vote = message.Candidate;
        peer.VotedAt = s.Now;
        CountVotes(s, effects);
    }

    /// <summary>Sends the vote, or the frozen log, again.</summary>
    internal static void OnResendExpired(ReplicaState s, IEffects effects)
    {
        s.Timers.Resend = s.Now.After(s.Options.ResendInterval);
        if (s.Status == ReplicaStatus.ViewChange)
        {
            SendDoViewChange(s, effects);
        }

        if (s.Peer(s.Self).Vote > s.View)
        {
            VoteToLeave(s, effects);
        }
        else if (s.Status != ReplicaStatus.ViewChange)
        {
            s.Timers.Resend = MonotonicTime.Never;
        }
    }

    /// <summary>
    /// The view change took too long: vote for the next view, go on trying this one (viewstamped.md T3).
    /// </summary>
    internal static void OnViewChangeExpired(ReplicaState s, IEffects effects)
    {
        Transitions.ArmViewChange(s, effects);
        VoteToLeave(s, effects);
    }

    /// <summary>
    /// Sends the frozen log to the new primary and its head to everybody else, who learn of the view by it. All of it
    /// waits for the write that made the view, and everything appended before, durable (viewstamped.md A1 V3).
    /// </summary>
    internal static void SendDoViewChange(ReplicaState s, IEffects effects)
    {
        Contract.Assert(s.Status == ReplicaStatus.ViewChange, "a log is offered only while frozen");
        var primary = s.PrimaryOf(s.View);
        var own = Frozen(s);
        // Committed entries that a new primary has fetched since are in the log it speaks of.
        var after = s.LogTicket > s.ViewTicket ? s.LogTicket : s.ViewTicket;
        for (byte i = 0; i < s.Peers.Length; i++)
        {
            var to = new ReplicaId(i);
            if (to == s.Self)
            {
                continue;
            }

            Outbox.Send(s, effects, to, to == primary ? own : WithoutEntries(own), after);
        }

        TryBeginView(s, effects);
    }

    internal static void OnDoViewChange(ReplicaState s, IEffects effects, ReplicaId from, DoViewChange message)
    {
        var isTransferring = s.Status == ReplicaStatus.StateTransfer && message.View == s.View;
        if (message.View < s.View || (isTransferring && (s.LogView == s.View || s.Fetch is not null)))
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        if (isTransferring)
        {
            // The view I follow may still be forming, and need my log; if it has begun, its primary answers StartView.
            Transitions.ResumeViewChange(s, effects);
        }

        if (message.View > s.View)
        {
            Transitions.BecomeViewChange(s, effects, message.View);
        }

        if (s.PrimaryOf(s.View) != s.Self)
        {
            return;
        }

        if (s.Status == ReplicaStatus.Normal)
        {
            // It missed StartView.
            Outbox.Send(s, effects, from, StartViewOf(s));
        }
        else if (s.Status == ReplicaStatus.ViewChange && (message.Suffix.Count > 0 || message.After == message.Op))
        {
            s.Peer(from).DoViewChange ??= message;
            TryBeginView(s, effects);
        }
    }

    /// <summary>
    /// The new primary, once Q replicas (itself among them) have frozen their logs, installs the best of them
    /// (viewstamped.md V4 V5). Called again when older entries it lacked have arrived.
    /// </summary>
    internal static void TryBeginView(ReplicaState s, IEffects effects)
    {
        if (s.Status != ReplicaStatus.ViewChange || s.PrimaryOf(s.View) != s.Self)
        {
            return;
        }

        s.Peer(s.Self).DoViewChange = Frozen(s);
        var choice = LogSelection.Choose(s.Peers, s.Quorum);
        if (choice is not { } chosen)
        {
            return;
        }

        var best = chosen.Best;
        var match = new LogSuffix(best.After, best.AfterChecksum, best.Suffix).MatchWith(s.Log);
        if (match is not { } after)
        {
            StateTransfer.AskForOlder(s, effects, chosen.Holder);
            return;
        }

        Contract.Assert(after >= s.Commit, "the chosen log contains everything committed here (viewstamped.md V4)");
        s.LogView = s.View;
        LogWriter.Install(s, effects, after, best.Suffix);
        Contract.Assert(s.Log.Head == best.Op, "the view begins with the chosen log");
        AssertAgreement(s);
        Transitions.BecomeNormal(s, effects);
        NormalOperation.CommitThrough(s, effects, chosen.Commit);
        Outbox.Broadcast(s, effects, StartViewOf(s));
    }

    /// <summary>The new view's log (viewstamped.md V7), installed in one step with view and log-view.</summary>
    internal static void OnStartView(ReplicaState s, IEffects effects, ReplicaId from, StartView message)
    {
        // Repeated or overtaken ones are dropped; so is one for a view whose log I hold already (a later, longer one).
        if (from != s.PrimaryOf(message.View) || message.View < s.View || message.View <= s.LogView
            || s.Status == ReplicaStatus.Recovering || message.Op < s.Commit)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        var match = new LogSuffix(message.After, message.AfterChecksum, message.Suffix).MatchWith(s.Log);
        if (match is not { } after || after < s.Commit)
        {
            StateTransfer.Learn(s, effects, message.View);
            return;
        }

        Transitions.Leave(s, effects);
        s.View = message.View;
        s.LogView = message.View;
        LogWriter.Install(s, effects, after, message.Suffix);
        Transitions.BecomeNormal(s, effects);
        Following.AbsorbCommit(s, effects, message.CommitNumber);
    }

    // At least the next view; the highest one that a peer wants, so that who is many views behind gets there in one
    // step.
    private static ViewNumber Wanted(ReplicaState s)
    {
        var wanted = s.View.Next;
        foreach (var peer in s.Peers)
        {
            wanted = IsFresh(s, peer) && peer.Vote > wanted ? peer.Vote : wanted;
        }

        return wanted;
    }

    private static bool IsFresh(ReplicaState s, PeerProgress peer) =>
        s.Now.Since(peer.VotedAt) <= s.Options.SuspectTimeout;

    /// <summary>Enters the highest view that Q unexpired votes, mine among them or not, want at least.</summary>
    private static void CountVotes(ReplicaState s, IEffects effects)
    {
        Span<ulong> votes = stackalloc ulong[s.Peers.Length];
        for (var i = 0; i < votes.Length; i++)
        {
            votes[i] = IsFresh(s, s.Peers[i]) ? s.Peers[i].Vote.Value : 0;
        }

        votes.Sort();
        var wanted = new ViewNumber(votes[votes.Length - s.Quorum]);
        if (wanted > s.View)
        {
            Transitions.BecomeViewChange(s, effects, wanted);
        }
    }

    // What any of them takes for committed is in the chosen log: a divergence stops here, before anything is executed.
    private static void AssertAgreement(ReplicaState s)
    {
        foreach (var peer in s.Peers)
        {
            Contract.Assert(
                peer.DoViewChange is not { } frozen || !s.Log.Knows(frozen.After)
                    || s.Log.ChecksumAt(frozen.After) == frozen.AfterChecksum,
                "the chosen log contains what each of the others has committed (V4)");
        }
    }

    private static DoViewChange Frozen(ReplicaState s)
    {
        var suffix = LogSuffix.Of(s.Log, s.Commit, s.Options.PipelineMax, s.Options.PipelineBytesMax);
        return new DoViewChange
        {
            View = s.View,
            LogView = s.LogView,
            Op = s.Log.Head,
            CommitNumber = s.Commit,
            Checkpoint = s.Checkpoint.Op,
            After = suffix.After,
            AfterChecksum = suffix.AfterChecksum,
            Suffix = suffix.Entries,
        };
    }

    private static DoViewChange WithoutEntries(DoViewChange full) => new()
    {
        View = full.View,
        LogView = full.LogView,
        Op = full.Op,
        CommitNumber = full.CommitNumber,
        Checkpoint = full.Checkpoint,
        After = full.After,
        AfterChecksum = full.AfterChecksum,
        Suffix = [],
    };

    private static StartView StartViewOf(ReplicaState s)
    {
        var suffix = LogSuffix.Of(s.Log, s.Commit, s.Options.PipelineMax, s.Options.PipelineBytesMax);
        return new StartView
        {
            View = s.View,
            Op = s.Log.Head,
            CommitNumber = s.Commit,
            After = suffix.After,
            AfterChecksum = suffix.AfterChecksum,
            Suffix = suffix.Entries,
        };
    }
}
