namespace Quorate.Viewstamped;

/// <summary>
/// Checkpoints bound the log (viewstamped.md K1–K6). The primary marks an entry; every replica takes its checkpoint
/// right after executing it, so all take it at the same op (K1). Log and older checkpoints are released only when the
/// metadata that names the new one is durable (K2).
/// </summary>
internal static class Checkpointing
{
    // More than what a fetch stays silent while it verifies a chunk, changes its source, or loses a few messages.
    private const int ServingResends = 30;

    // A peer that never gets there must not fill the disk.
    private const int HeldReleasesMax = 16;

    /// <summary>
    /// Decides whether the next entry carries the mark: by log bytes, scaled to the state's size, or by entries.
    /// </summary>
    internal static EntryFlags MarkFor(ReplicaState s, int entryBytes)
    {
        // Half of the state's size: a restart replays at most that much log beside the state it loads.
        var bytes = Math.Max(s.Options.CheckpointBytes, s.CheckpointBytes / 2);
        var since = s.MarkedOp > s.Checkpoint.Op ? s.MarkedOp : s.Checkpoint.Op;
        var isDue = s.BytesSinceMark + entryBytes >= bytes
            || s.Log.Head.Value + 1 - since.Value >= (ulong)s.Options.CheckpointOps;
        var isLastOneDone = s.MarkedOp <= s.Checkpoint.Op;
        return isDue && isLastOneDone ? EntryFlags.Checkpoint : EntryFlags.None;
    }

    internal static void OnPrepared(ReplicaState s, Entry entry)
    {
        if ((entry.Header.Flags & EntryFlags.Checkpoint) != 0)
        {
            s.MarkedOp = entry.Op;
            s.BytesSinceMark = 0;
        }
        else
        {
            s.BytesSinceMark += entry.Encoded.Length;
        }
    }

    internal static void OnDurable(ReplicaState s, IEffects effects, CheckpointDurable durable)
    {
        var reference = durable.Reference;
        if (s.Fetch is { } fetch && fetch.Reference == reference)
        {
            s.CheckpointBytes = durable.Bytes;
            CheckpointTransfer.OnFetched(s, effects, reference);
            return;
        }

        if (reference.Op <= s.Checkpoint.Op || reference.Op > s.Executed)
        {
            Outbox.Trace(s, effects, TraceKind.StaleAnswer, reference.Op);
            return;
        }

        // One more interval of log is kept, for peers that lag a little (K3).
        var previous = s.Checkpoint.Op;
        s.Checkpoint = reference;
        s.CheckpointBytes = durable.Bytes;
        var ticket = LogWriter.SaveMetadata(s, effects);
        s.Releases.Enqueue((ticket, previous, reference.Op));
        Outbox.Trace(s, effects, TraceKind.CheckpointDurable, reference.Op);
    }

    /// <summary>
    /// A peer fetches a checkpoint. What it reads, and the log after it, stays until it is served or silent: a fetch
    /// that takes longer than an interval would otherwise be overtaken by the next checkpoint, and the one after it,
    /// for ever (viewstamped.md K4).
    /// </summary>
    internal static void NoteServing(ReplicaState s) =>
        s.ServingUntil = s.Now.After(s.Options.ResendInterval * ServingResends);

    internal static void OnPersisted(ReplicaState s, IEffects effects)
    {
        while (s.Releases.TryPeek(out var release) && release.Ticket <= s.PersistedTicket
            && (s.Now >= s.ServingUntil || s.Releases.Count > HeldReleasesMax))
        {
            s.Releases.Dequeue();
            s.ReleasedOp = release.LogThrough > s.ReleasedOp ? release.LogThrough : s.ReleasedOp;
            effects.ReleaseLog(release.LogThrough);
            effects.ReleaseCheckpoints(release.Checkpoint);
        }
    }

    /// <summary>
    /// Keeps the log in memory within its bound: what is executed and durable can be read back from the journal.
    /// </summary>
    internal static void TrimMemory(ReplicaState s)
    {
        var last = s.Executed < s.DurableOp ? s.Executed : s.DurableOp;
        while (s.Log.Bytes > s.Options.LogMemoryBytes && s.Log.Base < last)
        {
            s.Log.ReleaseThrough(s.Log.Base.Next);
        }
    }
}
