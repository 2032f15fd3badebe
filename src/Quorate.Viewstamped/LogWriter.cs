namespace Quorate.Viewstamped;

/// <summary>
/// Changes the log in memory and on disk together, and keeps the tickets that back promises about it.
/// </summary>
internal static class LogWriter
{
    internal static void Append(ReplicaState s, IEffects effects, Entry entry)
    {
        s.Log.Append(entry);
        s.LogTicket = NextTicket(s);
        s.Writing.Enqueue((s.LogTicket, entry.Op));
        effects.Append(s.LogTicket, entry.Op, entry);
    }

    /// <summary>
    /// Replaces everything after <paramref name="after"/> by the part of <paramref name="suffix"/> that follows it,
    /// atomically with view and log-view as they are now in the state (viewstamped.md 10.3).
    /// </summary>
    internal static void Install(ReplicaState s, IEffects effects, OpNumber after, IReadOnlyList<Entry> suffix)
    {
        Contract.Assert(after >= s.Commit, "what is committed is never replaced");
        var replaced = s.Log.Head.Value - after.Value;
        s.Log.TruncateAfter(after);
        var kept = Following(suffix, after);
        foreach (var entry in kept)
        {
            s.Log.Append(entry);
        }

        var ticket = NextTicket(s);
        if (replaced == 0 && kept.Count == 0)
        {
            effects.SaveMetadata(ticket, Metadata(s));
        }
        else
        {
            effects.InstallLog(ticket, after, kept, Metadata(s));
        }

        Rebased(s, ticket);
        Outbox.Trace(s, effects, TraceKind.LogInstalled, value: replaced);
    }

    /// <summary>Starts the log over after a checkpoint that has just become durable (viewstamped.md S6).</summary>
    internal static void Reset(ReplicaState s, IEffects effects, CheckpointReference checkpoint)
    {
        s.Log.Reset(checkpoint.Op, checkpoint.EntryChecksum, checkpoint.Timestamp);
        var ticket = NextTicket(s);
        effects.InstallLog(ticket, checkpoint.Op, [], Metadata(s));
        Rebased(s, ticket);
    }

    internal static Ticket SaveMetadata(ReplicaState s, IEffects effects)
    {
        var ticket = NextTicket(s);
        effects.SaveMetadata(ticket, Metadata(s));
        return ticket;
    }

    /// <summary>Everything up to a ticket is on disk: this replica's own vote may cover more.</summary>
    internal static void OnPersisted(ReplicaState s, Ticket ticket)
    {
        Contract.Assert(ticket <= s.LastTicket, "only writes that were made are persisted");
        Contract.Assert(ticket >= s.PersistedTicket, "the disk reports tickets in order");
        s.PersistedTicket = ticket;
        while (s.Writing.TryPeek(out var write) && write.Ticket <= ticket)
        {
            s.DurableOp = write.Op;
            s.Writing.Dequeue();
        }
    }

    private static DurableState Metadata(ReplicaState s)
    {
        var isFrozen = s.LogView < s.View;
        var metadata = new ViewstampedMetadata
        {
            View = s.View,
            LogView = s.LogView,
            FrozenOp = isFrozen ? s.Log.Head : OpNumber.Zero,
            FrozenCommit = isFrozen ? s.Commit : OpNumber.Zero,
            CommitHint = s.Commit,
        };
        Contract.Assert(metadata.View >= s.SavedView, "the saved view never regresses");
        Contract.Assert(metadata.LogView >= s.SavedLogView, "the saved log-view never regresses");
        Contract.Assert(metadata.LogView <= metadata.View, "the saved log-view is at most the view");
        s.SavedView = metadata.View;
        s.SavedLogView = metadata.LogView;
        return new DurableState
        {
            Checkpoint = s.Checkpoint,
            LogBase = s.Checkpoint.Op,
            Protocol = metadata.ToBlock(),
        };
    }

    // Until the install is on disk the durable log-view is the old one, so this replica's vote covers nothing
    // (viewstamped.md N4).
    private static void Rebased(ReplicaState s, Ticket ticket)
    {
        s.LogTicket = ticket;
        s.ViewTicket = ticket;
        s.DurableOp = OpNumber.Zero;
        s.Writing.Clear();
        s.Writing.Enqueue((ticket, s.Log.Head));
    }

    private static Ticket NextTicket(ReplicaState s) => s.LastTicket = s.LastTicket.Next;

    private static IReadOnlyList<Entry> Following(IReadOnlyList<Entry> suffix, OpNumber after)
    {
        var skip = 0;
        while (skip < suffix.Count && suffix[skip].Op <= after)
        {
            skip++;
        }

        return skip == 0 ? suffix : [.. suffix.Skip(skip)];
    }
}
