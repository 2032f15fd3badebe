namespace Quorate.Viewstamped;

/// <summary>
/// The primary's part of the normal case (VRR §4.1; viewstamped.md N1–N10): requests in, entries ordered,
/// acknowledgements counted, commits out. A backup's part is in <see cref="Following"/>.
/// </summary>
internal static class NormalOperation
{
    /// <summary>
    /// Requests of a session on this replica: admitted here, or forwarded to the primary (viewstamped.md N9).
    /// </summary>
    internal static void OnRequests(ReplicaState s, IEffects effects, IReadOnlyList<EntryItem> items)
    {
        if (s.IsNormalPrimary)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Offer(s, effects, items[i], s.Self);
            }
        }
        else if (s.IsNormalBackup)
        {
            Forward(s, effects, items);
        }

        // In every other status they are dropped: the front-end sends again when the replica is normal.
    }

    internal static void OnRequest(ReplicaState s, IEffects effects, ReplicaId from, Request message)
    {
        if (!s.IsNormalPrimary)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        foreach (var item in new EntryItems(message.Body))
        {
            Offer(s, effects, item, from);
        }
    }

    /// <summary>The end of a turn: begins a confirmation round, forms entries, and sends what is left to say.</summary>
    internal static void Flush(ReplicaState s, IEffects effects)
    {
        if (s.HasAbdicated)
        {
            return;
        }

        var isRoundNew = ConfirmationRounds.Begin(s, effects);
        var hasPrepared = PrepareQueued(s, effects);
        if (isRoundNew && !hasPrepared)
        {
            Outbox.Broadcast(s, effects, Following.CommitOf(s));
        }
        else if (s.HasCommitNews && !hasPrepared)
        {
            TellForwarders(s, effects);
        }

        s.HasCommitNews = false;
    }

    /// <summary>
    /// Orders one entry (viewstamped.md N2): broadcast first, so that the disks of all replicas work at the same time.
    /// </summary>
    internal static void PrepareEntry(ReplicaState s, IEffects effects, EntryKind kind)
    {
        var previous = s.Log.HeadTime;
        var flags = Checkpointing.MarkFor(s, s.Builder.BodyLength + EntryHeader.EncodedLength);
        var entry = s.Builder.Seal(new EntryHeader
        {
            Cluster = s.Options.Cluster,
            Epoch = s.Options.Epoch,
            View = s.View,
            Op = s.Log.Head.Next,
            Parent = s.Log.ChecksumAt(s.Log.Head),
            Timestamp = s.WallClock > previous ? s.WallClock : new AgreedTime(previous.UnixNanoseconds + 1),
            Kind = kind,
            Flags = flags,
            CommitNumber = s.Commit,
        });
        Checkpointing.OnPrepared(s, entry);
        s.ProgressAt = s.Log.Head == s.Commit ? s.Now : s.ProgressAt;
        Outbox.Broadcast(s, effects, new Prepare
        {
            View = s.View,
            CommitNumber = s.Commit,
            Round = s.Reads.Round,
            Entry = entry,
        });
        LogWriter.Append(s, effects, entry);
        s.Timers.Heartbeat = s.Now.After(s.Options.HeartbeatInterval);
        Outbox.Trace(s, effects, TraceKind.Prepared, value: (ulong)entry.Header.ItemCount);
    }

    internal static void OnPrepareOk(ReplicaState s, IEffects effects, ReplicaId from, PrepareOk message)
    {
        if (!IsFromMyBackup(s, effects, from, message))
        {
            return;
        }

        if (message.Op > s.Log.Head
            || (s.Log.Knows(message.Op) && s.Log.ChecksumAt(message.Op) != message.EntryChecksum))
        {
            // An acknowledgement of something this view never prepared: the peer is wrong, its vote does not count.
            Outbox.Trace(s, effects, TraceKind.Dropped, message.Op, from, message.Kind);
            return;
        }

        var peer = s.Peer(from);
        peer.Acknowledged = message.Op > peer.Acknowledged ? message.Op : peer.Acknowledged;
        ConfirmationRounds.OnEcho(s, effects, from, message.Round);
        AdvanceCommit(s, effects);
    }

    internal static void OnCommitOk(ReplicaState s, IEffects effects, ReplicaId from, CommitOk message)
    {
        if (IsFromMyBackup(s, effects, from, message))
        {
            ConfirmationRounds.OnEcho(s, effects, from, message.Round);
        }
    }

    /// <summary>
    /// Commits what a quorum has acknowledged in this view, counting this replica once its own write is durable
    /// (viewstamped.md N5).
    /// </summary>
    internal static void AdvanceCommit(ReplicaState s, IEffects effects)
    {
        Contract.Assert(s.IsNormalPrimary, "only the primary of a view counts acknowledgements");
        Span<ulong> acknowledged = stackalloc ulong[s.Peers.Length];
        for (var i = 0; i < acknowledged.Length; i++)
        {
            acknowledged[i] = i == s.Self.Value ? s.DurableOp.Value : s.Peers[i].Acknowledged.Value;
        }

        acknowledged.Sort();
        var committed = new OpNumber(acknowledged[acknowledged.Length - s.Quorum]);
        if (committed > s.Commit)
        {
            s.ProgressAt = s.Now;
            s.HasCommitNews = true;
            CommitThrough(s, effects, committed);
        }
    }

    /// <summary>Hands every op up to <paramref name="last"/> to the executor, in order (viewstamped.md N6).</summary>
    internal static void CommitThrough(ReplicaState s, IEffects effects, OpNumber last)
    {
        Contract.Assert(last <= s.Log.Head, "only entries that are held are committed");
        if (last <= s.Commit)
        {
            return;
        }

        for (var op = s.Commit.Next; op <= last; op = op.Next)
        {
            var entry = s.Log[op];
            if (entry.Header.Kind == EntryKind.Register)
            {
                foreach (var item in entry.Items)
                {
                    s.Admission.NoteRegistered(item);
                }
            }

            effects.Commit(CommittedEntry.Of(entry));
        }

        s.Commit = last;
        s.FailedViewChanges = 0;
        Outbox.Trace(s, effects, TraceKind.Committed, last);
    }

    private static void Offer(ReplicaState s, IEffects effects, in EntryItem item, ReplicaId origin)
    {
        var verdict = s.Admission.Offer(item);
        RefusalReason? refusal = verdict switch
        {
            AdmissionVerdict.UnknownSession when s.Executed >= s.ViewStartOp => RefusalReason.UnknownSession,
            AdmissionVerdict.NumberReused => RefusalReason.NumberReused,
            AdmissionVerdict.TooLarge => RefusalReason.TooLarge,
            _ => null,
        };
        if (origin != s.Self)
        {
            s.Peer(origin).HasForwarded |= verdict is AdmissionVerdict.Admitted or AdmissionVerdict.InFlight;
            s.HasCommitNews |= verdict == AdmissionVerdict.Executed;
            s.Peer(origin).ForwardedOp = verdict == AdmissionVerdict.Executed ? s.Commit : s.Peer(origin).ForwardedOp;
        }

        if (refusal is { } reason)
        {
            Refuse(s, effects, item, origin, reason);
        }
    }

    private static void Refuse(
        ReplicaState s, IEffects effects, in EntryItem item, ReplicaId origin, RefusalReason reason)
    {
        Outbox.Trace(s, effects, TraceKind.Refused, peer: origin, value: (ulong)reason);
        if (origin == s.Self)
        {
            effects.Refuse(item.Session, item.Number, reason);
            return;
        }

        Outbox.Send(s, effects, origin, new Refusal
        {
            View = s.View,
            Session = item.Session,
            Number = item.Number,
            Reason = (int)reason,
        });
    }

    private static void Forward(ReplicaState s, IEffects effects, IReadOnlyList<EntryItem> items)
    {
        var first = 0;
        while (first < items.Count)
        {
            var count = 0;
            var bytes = 0;
            do
            {
                bytes += items[first + count].EncodedLength;
                count++;
            }
            while (first + count < items.Count
                && bytes + items[first + count].EncodedLength <= s.Options.Admission.BatchBytesMax);
            Outbox.Send(s, effects, s.PrimaryOf(s.View), Request.Of(s.View, items, first, count));
            first += count;
        }
    }

    private static bool PrepareQueued(ReplicaState s, IEffects effects)
    {
        var hasPrepared = false;
        while (s.Admission.QueuedCount > 0 && HasRoom(s))
        {
            PrepareEntry(s, effects, s.Admission.Fill(s.Builder));
            hasPrepared = true;
            NoteForwarders(s);
        }

        return hasPrepared;
    }

    // viewstamped.md N10: at most two batches in flight, a third only when it is full; what arrives meanwhile makes
    // larger batches.
    private static bool HasRoom(ReplicaState s)
    {
        var inFlight = s.Log.Head.Value - s.Commit.Value;
        if (s.Commit.Value - s.Executed.Value > (ulong)s.Options.ExecutionLagMax)
        {
            return false;
        }

        if (inFlight < 2)
        {
            return true;
        }

        var bytes = 0L;
        for (var op = s.Commit.Next; op <= s.Log.Head; op = op.Next)
        {
            bytes += s.Log[op].Encoded.Length;
        }

        return inFlight < (ulong)s.Options.PipelineMax
            && s.Admission.QueuedBytes >= s.Options.Admission.BatchBytesMax
            && bytes + s.Options.Admission.RequestBytesMax <= s.Options.PipelineBytesMax;
    }

    private static void NoteForwarders(ReplicaState s)
    {
        foreach (var peer in s.Peers)
        {
            if (peer.HasForwarded)
            {
                peer.ForwardedOp = s.Log.Head;
                peer.HasForwarded = s.Admission.QueuedCount > 0;
            }
        }
    }

    // A replica completes its own clients' calls by executing; without load it would learn of the commit a heartbeat
    // late.
    private static void TellForwarders(ReplicaState s, IEffects effects)
    {
        for (byte i = 0; i < s.Peers.Length; i++)
        {
            var peer = s.Peers[i];
            if (i != s.Self.Value && peer.ForwardedOp != OpNumber.Zero)
            {
                Outbox.Send(s, effects, new ReplicaId(i), Following.CommitOf(s));
                peer.ForwardedOp = peer.ForwardedOp <= s.Commit ? OpNumber.Zero : peer.ForwardedOp;
            }
        }
    }

    /// <summary>
    /// A replica that fetches this view's log or a checkpoint does not echo, but is alive and will: the primary does
    /// not abdicate for its silence.
    /// </summary>
    internal static void NoteSignOfLife(ReplicaState s, ReplicaId from, Message message)
    {
        if (s.IsNormalPrimary && message.View == s.View)
        {
            s.Peer(from).HeardAt = s.Now;
        }
    }

    private static bool IsFromMyBackup(ReplicaState s, IEffects effects, ReplicaId from, Message message)
    {
        if (!s.IsNormalPrimary || message.View != s.View)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return false;
        }

        s.Peer(from).HeardAt = s.Now;
        return true;
    }
}
