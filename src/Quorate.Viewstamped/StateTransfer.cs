namespace Quorate.Viewstamped;

/// <summary>
/// State transfer (VRR §5.2 as corrected by viewstamped.md S1–S7): three questions share one answer. A normal backup
/// asks for a gap in its view; a replica that missed a view asks for that view's log; a new primary asks for committed
/// entries it lacks. Committed entries are facts whatever the view, so they may extend or replace a log at once;
/// anything else is installed only with its view.
/// </summary>
internal static class StateTransfer
{
    /// <summary>Committed entries per answer, in bytes; what is uncommitted is bounded by the pipeline.</summary>
    internal const int AnswerBytesMax = 1 << 20;

    /// <summary>Journal or checkpoint reads under way for peers, at most; whoever is not answered asks again.</summary>
    internal const int QuestionsMax = 64;

    /// <summary>A normal backup misses entries of its own view (S1).</summary>
    internal static void AskForGap(ReplicaState s, IEffects effects)
    {
        if (s.TransferNonce == 0)
        {
            Ask(s, effects, s.PrimaryOf(s.View), s.View, s.Log.Head);
        }
    }

    /// <summary>A new primary lacks entries before the chosen suffix; they are committed (A5).</summary>
    internal static void AskForOlder(ReplicaState s, IEffects effects, ReplicaId holder)
    {
        if (s.TransferNonce == 0)
        {
            Ask(s, effects, holder, s.View, s.Commit);
        }
    }

    /// <summary>A later view is established, or mine is while I wait for its log: fetch it (S2).</summary>
    internal static void Learn(ReplicaState s, IEffects effects, ViewNumber view)
    {
        if (s.Status == ReplicaStatus.StateTransfer && view <= s.View)
        {
            if (view == s.View)
            {
                Transitions.WithdrawVote(s);
                Transitions.ArmSuspect(s);
            }

            return;
        }

        Transitions.BecomeStateTransfer(s, effects, view);
        Ask(s, effects, s.PrimaryOf(view), view, s.Commit);
    }

    /// <summary>No answer: ask another member; a backup of the view may answer too (S3).</summary>
    internal static void OnTransferExpired(ReplicaState s, IEffects effects)
    {
        s.TransferNonce = 0;
        s.Timers.Transfer = MonotonicTime.Never;
        if (s.Status == ReplicaStatus.StateTransfer && s.Fetch is { IsWholeHere: false } fetch)
        {
            CheckpointTransfer.AskAgain(s, effects, fetch);
            return;
        }

        s.Fetch = null;
        var next = NextSource(s);
        if (s.Status == ReplicaStatus.StateTransfer)
        {
            Ask(s, effects, next, s.View, s.Commit);
        }
        else if (s.IsNormalBackup)
        {
            Ask(s, effects, next, s.View, s.Log.Head);
        }
        else
        {
            ViewChange.TryBeginView(s, effects);
        }
    }

    internal static void OnGetState(ReplicaState s, IEffects effects, ReplicaId from, GetState message)
    {
        NormalOperation.NoteSignOfLife(s, from, message);
        if (s.Now < s.ServingUntil && message.After < s.Checkpoint.Op)
        {
            // What follows the checkpoint that it has fetched.
            Checkpointing.NoteServing(s);
        }

        if (s.Status == ReplicaStatus.Recovering || message.After > s.Log.Head || s.LogReads.Count >= QuestionsMax)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
        }
        else if (message.After < s.ReleasedOp)
        {
            Answer(s, effects, from, message, [], isComplete: false, offer: s.Checkpoint);
        }
        else if (message.After < s.Log.Base)
        {
            s.LastCookie = s.LastCookie.Next;
            s.LogReads.Add(new PendingLogRead(s.LastCookie, from, message));
            effects.ReadLog(s.LastCookie, message.After.Next, s.Log.Base);
        }
        else
        {
            AnswerFromMemory(s, effects, from, message);
        }
    }

    /// <summary>Older entries have been read from the journal for a peer; all of them are committed.</summary>
    internal static void OnLogRead(ReplicaState s, IEffects effects, LogRead read)
    {
        var index = s.LogReads.FindIndex(pending => pending.Cookie == read.Cookie);
        if (index < 0)
        {
            Outbox.Trace(s, effects, TraceKind.StaleAnswer, value: read.Cookie.Value);
            return;
        }

        var (_, peer, question) = s.LogReads[index];
        s.LogReads.RemoveAt(index);
        if (read.Entries is not { Count: > 0 } entries)
        {
            Answer(s, effects, peer, question, [], isComplete: false, offer: s.Checkpoint);
            return;
        }

        var count = 0;
        for (var bytes = 0; count < entries.Count && entries[count].Op <= s.Commit && bytes < AnswerBytesMax; count++)
        {
            bytes += entries[count].Encoded.Length;
        }

        Answer(s, effects, peer, question, [.. entries.Take(count)], isComplete: false, offer: default);
    }

    internal static void OnNewState(ReplicaState s, IEffects effects, ReplicaId from, NewState message)
    {
        if (s.TransferNonce == 0 || message.Nonce != s.TransferNonce || message.After != s.TransferAfter)
        {
            Outbox.Trace(s, effects, TraceKind.StaleAnswer, peer: from, value: message.Kind);
            return;
        }

        s.TransferNonce = 0;
        s.Timers.Transfer = MonotonicTime.Never;
        if (message.View > s.View && s.Status != ReplicaStatus.ViewChange)
        {
            // What that view committed counts here only once my view is as high.
            Learn(s, effects, message.View);
        }
        else if (message.View != s.View && s.Status != ReplicaStatus.StateTransfer)
        {
            // A new primary must not take what a later view committed for a part of the log it is choosing.
            ArmTransfer(s);
        }
        else if (message.Checkpoint.Op > s.Commit)
        {
            CheckpointTransfer.Begin(s, effects, from, message.Checkpoint);
        }
        else if (s.Status == ReplicaStatus.Normal)
        {
            FillGap(s, effects, message);
        }
        else if (s.Status is ReplicaStatus.StateTransfer or ReplicaStatus.ViewChange)
        {
            TakeCommitted(s, effects, message);
            Continue(s, effects, from, message);
        }
    }

    // S1: entries of my own view extend my log and are acknowledged like Prepares. Never truncates.
    private static void FillGap(ReplicaState s, IEffects effects, NewState message)
    {
        foreach (var entry in message.Entries)
        {
            if (entry.Op <= s.Log.Head)
            {
                Contract.Assert(
                    !s.Log.Holds(entry.Op) || s.Log.ChecksumAt(entry.Op) == entry.Checksum,
                    "one view, one op, one entry");
                continue;
            }

            LogWriter.Append(s, effects, entry);
            s.OwesPrepareOk = true;
        }

        Following.AbsorbCommit(s, effects, message.CommitNumber);
        if (s.CommitKnown > s.Log.Head && message.Entries.Count > 0)
        {
            AskForGap(s, effects);
        }
    }

    // Facts: where my log differs from a committed entry, everything from there on can never be committed (S6, A5).
    private static void TakeCommitted(ReplicaState s, IEffects effects, NewState message)
    {
        var last = message.Entries.Count == 0 ? message.After : message.Entries[^1].Op;
        var limit = last < message.CommitNumber ? last : message.CommitNumber;
        if (limit <= s.Commit)
        {
            return;
        }

        var facts = message.Entries.Where(entry => entry.Op > s.Commit && entry.Op <= limit).ToList();
        Contract.Assert(
            facts[0].Header.Parent == s.Log.ChecksumAt(s.Commit),
            "what others committed extends what is committed here");
        var match = s.Commit;
        foreach (var entry in facts)
        {
            if (!s.Log.Holds(entry.Op) || s.Log.ChecksumAt(entry.Op) != entry.Checksum)
            {
                break;
            }

            match = entry.Op;
        }

        if (match < limit && match == s.Log.Head)
        {
            foreach (var entry in facts.Where(entry => entry.Op > match))
            {
                LogWriter.Append(s, effects, entry);
            }
        }
        else if (match < limit)
        {
            LogWriter.Install(s, effects, match, facts);
        }

        NormalOperation.CommitThrough(s, effects, limit);
    }

    private static void Continue(ReplicaState s, IEffects effects, ReplicaId from, NewState message)
    {
        var hasProgressed = message.Entries.Count > 0;
        if (s.Status == ReplicaStatus.ViewChange && hasProgressed)
        {
            ViewChange.TryBeginView(s, effects);
            return;
        }

        if (s.Status == ReplicaStatus.ViewChange)
        {
            ArmTransfer(s);
            return;
        }

        if (message.IsComplete && message.View == s.View && Adopt(s, effects, message))
        {
            return;
        }

        if (hasProgressed)
        {
            Ask(s, effects, from, s.View, s.Commit);
        }
        else
        {
            ArmTransfer(s);
        }
    }

    // S4: the one truncation, in one step with its replacement and with view and log-view.
    private static bool Adopt(ReplicaState s, IEffects effects, NewState message)
    {
        if (message.Op < s.Commit || (s.LogView == s.View && message.Op < s.Log.Head))
        {
            // A backup that is behind me answered; what I acknowledged in this view must not shrink (V7).
            return false;
        }

        var suffix = new LogSuffix(message.After, s.Log.ChecksumAt(message.After), message.Entries);
        var after = suffix.MatchWith(s.Log);
        Contract.Assert(after is not null && after.Value >= s.Commit, "the answer connects to what I asked from");
        s.LogView = s.View;
        LogWriter.Install(s, effects, after.Value, message.Entries);
        Transitions.BecomeNormal(s, effects);
        Following.AbsorbCommit(s, effects, message.CommitNumber);
        return true;
    }

    private static void AnswerFromMemory(ReplicaState s, IEffects effects, ReplicaId to, GetState question)
    {
        var mayComplete = s.Status == ReplicaStatus.Normal && s.View == question.View;
        var entries = new List<Entry>();
        var bytes = 0;
        for (var op = question.After.Next; op <= s.Log.Head; op = op.Next)
        {
            if (op > s.Commit ? !mayComplete : bytes >= AnswerBytesMax)
            {
                break;
            }

            bytes += s.Log[op].Encoded.Length;
            entries.Add(s.Log[op]);
        }

        var reachesHead = question.After.Value + (ulong)entries.Count == s.Log.Head.Value;
        Answer(s, effects, to, question, entries, mayComplete && reachesHead, offer: default);
    }

    private static void Answer(
        ReplicaState s,
        IEffects effects,
        ReplicaId to,
        GetState question,
        IReadOnlyList<Entry> entries,
        bool isComplete,
        CheckpointReference offer) =>
        Outbox.Send(s, effects, to, new NewState
        {
            View = s.View,
            Nonce = question.Nonce,
            After = question.After,
            Op = s.Log.Head,
            CommitNumber = s.Commit,
            IsComplete = isComplete,
            Checkpoint = offer,
            Entries = entries,
        });

    internal static void Ask(ReplicaState s, IEffects effects, ReplicaId to, ViewNumber view, OpNumber after)
    {
        if (to == s.Self)
        {
            to = NextSource(s);
        }

        s.TransferNonce = s.Prng.Next() | 1;
        s.TransferAfter = after;
        s.TransferSource = to;
        ArmTransfer(s);
        Outbox.Trace(s, effects, TraceKind.StateRequested, peer: to, value: after.Value + 1);
        Outbox.Send(s, effects, to, new GetState { View = view, After = after, Nonce = s.TransferNonce });
    }

    private static void ArmTransfer(ReplicaState s) => s.Timers.Transfer = s.Now.After(s.Options.ResendInterval);

    /// <summary>The member to ask after another one, in turn; never this replica itself.</summary>
    internal static ReplicaId SourceAfter(ReplicaState s, ReplicaId source)
    {
        var next = (source.Value + 1) % s.Options.Members;
        next = next == s.Self.Value ? (next + 1) % s.Options.Members : next;
        return new ReplicaId((byte)next);
    }

    private static ReplicaId NextSource(ReplicaState s) => SourceAfter(s, s.TransferSource);
}
