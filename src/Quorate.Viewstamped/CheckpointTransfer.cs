namespace Quorate.Viewstamped;

/// <summary>
/// Fetches a peer's checkpoint when its log no longer reaches back far enough (viewstamped.md S6, K6): chunk by chunk,
/// a few ahead, then installed as one step. What a checkpoint holds is committed, so replacing state below it is safe
/// in any view.
/// </summary>
internal static class CheckpointTransfer
{
    private const int AheadMax = 4;
    private const int SilencesMax = 2;

    internal static void Begin(ReplicaState s, IEffects effects, ReplicaId from, CheckpointReference reference)
    {
        if (s.Status == ReplicaStatus.ViewChange)
        {
            // A new primary this far behind lets the view change run out: another member is closer (H5).
            return;
        }

        if (s.Status == ReplicaStatus.Normal)
        {
            Transitions.BecomeStateTransfer(s, effects, s.View);
        }

        if (s.Fetch?.Reference != reference)
        {
            s.Fetch = new CheckpointFetch(reference, from);
        }

        s.Fetch.Source = from;
        AskAgain(s, effects, s.Fetch);
    }

    internal static void AskAgain(ReplicaState s, IEffects effects, CheckpointFetch fetch)
    {
        // A source that stays silent may be dead. Checkpoints are the same on all replicas, so another member can go
        // on; if it has a newer one only, it says so, and that one is fetched.
        if (++fetch.Silences > SilencesMax)
        {
            fetch.Silences = 0;
            fetch.Source = StateTransfer.SourceAfter(s, fetch.Source);
        }

        fetch.Asked = fetch.Next;
        AskAhead(s, effects, fetch);
    }

    internal static void OnGetCheckpoint(ReplicaState s, IEffects effects, ReplicaId from, GetCheckpoint message)
    {
        NormalOperation.NoteSignOfLife(s, from, message);
        if (s.Status == ReplicaStatus.Recovering || message.Chunk < 0
            || s.CheckpointReads.Count >= StateTransfer.QuestionsMax)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        Checkpointing.NoteServing(s);
        s.LastCookie = s.LastCookie.Next;
        s.CheckpointReads.Add((s.LastCookie, from, message.Op));
        effects.ReadCheckpoint(s.LastCookie, message.Op, message.Chunk);
    }

    internal static void OnCheckpointRead(ReplicaState s, IEffects effects, CheckpointRead read)
    {
        var index = s.CheckpointReads.FindIndex(pending => pending.Cookie == read.Cookie);
        if (index < 0)
        {
            Outbox.Trace(s, effects, TraceKind.StaleAnswer, value: read.Cookie.Value);
            return;
        }

        var (_, peer, op) = s.CheckpointReads[index];
        s.CheckpointReads.RemoveAt(index);
        Outbox.Send(s, effects, peer, new CheckpointChunk
        {
            View = s.View,
            Reference = read.ChunkCount == 0 ? default(CheckpointReference) with { Op = op } : read.Reference,
            Chunk = read.Chunk,
            ChunkCount = read.ChunkCount,
            Bytes = read.Bytes,
        });
    }

    internal static void OnChunk(ReplicaState s, IEffects effects, ReplicaId from, CheckpointChunk message)
    {
        if (s.Status != ReplicaStatus.StateTransfer || s.Fetch is not { IsWholeHere: false } fetch
            || message.Reference.Op != fetch.Reference.Op)
        {
            Outbox.Trace(s, effects, TraceKind.StaleAnswer, peer: from, value: message.Kind);
            return;
        }

        if (message.ChunkCount == 0 || message.Reference != fetch.Reference)
        {
            // The peer has a newer checkpoint by now: ask for state again, and be offered that one.
            s.Fetch = null;
            StateTransfer.OnTransferExpired(s, effects);
            return;
        }

        if (message.Chunk != fetch.Next)
        {
            return;
        }

        fetch.Count = message.ChunkCount;
        fetch.Next++;
        fetch.Silences = 0;
        fetch.Asked = Math.Max(fetch.Asked, fetch.Next);
        effects.WriteCheckpoint(message.Reference, message.Chunk, message.ChunkCount, message.Bytes);
        AskAhead(s, effects, fetch);
    }

    /// <summary>The fetched checkpoint is verified and on disk: continue from it.</summary>
    internal static void OnFetched(ReplicaState s, IEffects effects, CheckpointReference reference)
    {
        var source = s.Fetch!.Source;
        s.Fetch = null;
        s.Timers.Transfer = s.Now.After(s.Options.ResendInterval);
        if (reference.Op <= s.Commit || s.Status != ReplicaStatus.StateTransfer)
        {
            // The log has caught up meanwhile, or is frozen for a view change.
            return;
        }

        s.Checkpoint = reference;
        s.Commit = reference.Op;
        s.Executed = reference.Op;
        s.ReleasedOp = reference.Op;
        if (s.Log.Knows(reference.Op) && s.Log.ChecksumAt(reference.Op) == reference.EntryChecksum)
        {
            LogWriter.SaveMetadata(s, effects);
        }
        else
        {
            LogWriter.Reset(s, effects, reference);
        }

        effects.InstallCheckpoint(reference);

        // The source has kept the log after it (K4); another member need not have.
        s.TransferNonce = 0;
        StateTransfer.Ask(s, effects, source, s.View, s.Commit);
    }

    private static void AskAhead(ReplicaState s, IEffects effects, CheckpointFetch fetch)
    {
        var end = fetch.Count == 0 ? 1 : Math.Min(fetch.Count, fetch.Next + AheadMax);
        for (; fetch.Asked < end; fetch.Asked++)
        {
            Outbox.Send(s, effects, fetch.Source, new GetCheckpoint
            {
                View = s.View,
                Op = fetch.Reference.Op,
                Chunk = fetch.Asked,
            });
        }

        // Writing and verifying the whole takes longer than a chunk's round trip.
        s.Timers.Transfer = s.Now.After(s.Options.ResendInterval * (fetch.IsWholeHere ? 100 : 3));
    }
}
