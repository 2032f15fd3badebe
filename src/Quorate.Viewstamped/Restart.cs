namespace Quorate.Viewstamped;

/// <summary>What a replica does with what it finds on its disk (viewstamped.md R1–R9 with A3 and A7).</summary>
internal static class Restart
{
    private static readonly Incarnation FirstIncarnation = new(1);

    internal static void OnStarted(ReplicaState s, IEffects effects, Started started)
    {
        Contract.Assert(s.LastTicket == Ticket.Zero, "a replica starts once per incarnation");
        s.Prng = new Prng(started.Seed);
        s.Now = started.Now;
        if (ViewstampedMetadata.TryRead(started.Recovered.Durable.Protocol) is not { } metadata)
        {
            effects.Stop(new StopReason(s.View, s.Commit, "the data directory was written under another protocol than "
                + "Viewstamped Replication: start it under that one, or give this replica an empty directory"));
            return;
        }

        var lacksLog = !TakeUp(s, started.Recovered, metadata);
        effects.ConfigurePeers([.. Enumerable.Range(0, s.Options.Members).Select(i => new ReplicaId((byte)i))]);
        if (started.Recovered.Corruption is not null || lacksLog)
        {
            Transitions.BecomeRecovering(s, effects);
            return;
        }

        NormalOperation.CommitThrough(s, effects, KnownCommitted(s, metadata.CommitHint));
        if (s.LogView < s.View)
        {
            Contract.Assert(
                s.Log.Head >= metadata.FrozenOp, "what a DoViewChange reported is still here (viewstamped.md V3)");
            Transitions.ResumeViewChange(s, effects);
        }
        else if (s.PrimaryOf(s.View) == s.Self && started.Incarnation > FirstIncarnation)
        {
            // Prepares may have left before they were durable here: the same op must not get another entry in the same
            // view (R3, A3). A single replica moves on to its next view too.
            Transitions.BecomeViewChange(s, effects, s.View.Next);
        }
        else
        {
            Transitions.BecomeNormal(s, effects);
        }
    }

    /// <summary>
    /// The highest op that is certainly committed: the newest entry says how far its primary had committed when it
    /// ordered it. Without this a restarted group would take everything since its checkpoint for uncommitted, and its
    /// view changes would carry all of it (viewstamped.md A5 bounds them by the pipeline).
    /// </summary>
    private static OpNumber KnownCommitted(ReplicaState s, OpNumber hint)
    {
        var known = hint < s.Log.Head ? hint : s.Log.Head;
        var ordered = s.Log.Holds(s.Log.Head) ? s.Log[s.Log.Head].Header.CommitNumber : OpNumber.Zero;
        Contract.Assert(
            ordered < s.Log.Head || s.Log.Head == OpNumber.Zero, "an entry is ordered before it is committed");
        return ordered > known ? ordered : known;
    }

    /// <returns>Whether the log reaches the checkpoint, as it must.</returns>
    private static bool TakeUp(ReplicaState s, RecoveredState recovered, ViewstampedMetadata metadata)
    {
        s.View = s.SavedView = metadata.View;
        s.LogView = s.SavedLogView = metadata.LogView;
        s.Checkpoint = recovered.Durable.Checkpoint;
        var first = recovered.Log.Count == 0 ? null : recovered.Log[0];
        if (first is null)
        {
            s.Log.Reset(s.Checkpoint.Op, s.Checkpoint.EntryChecksum, s.Checkpoint.Timestamp);
        }
        else
        {
            var baseOp = new OpNumber(first.Op.Value - 1);
            s.Log.Reset(baseOp, first.Header.Parent, baseOp == s.Checkpoint.Op ? s.Checkpoint.Timestamp : default);
        }

        foreach (var entry in recovered.Log)
        {
            s.Log.Append(entry);
        }

        var reachesCheckpoint = s.Log.Head >= s.Checkpoint.Op;
        if (!reachesCheckpoint)
        {
            s.Log.Reset(s.Checkpoint.Op, s.Checkpoint.EntryChecksum, s.Checkpoint.Timestamp);
        }

        s.ReleasedOp = s.Log.Base;
        s.Commit = s.Checkpoint.Op;
        s.Executed = s.Checkpoint.Op;
        s.DurableOp = s.Log.Head;
        return reachesCheckpoint;
    }
}
