namespace Quorate.Broadcast;

/// <summary>
/// The hold-back queue and the rule of delivery (lamport.md L8–L11): the entry with the smallest stamp is delivered
/// once every other replica has been heard past it, because no entry with a smaller one can then still come.
/// </summary>
internal static class Delivery
{
    /// <summary>Puts an entry into the hold-back queue.</summary>
    internal static void Hold(LamportState s, Entry entry)
    {
        var stamp = EntryStamp.Of(entry);
        Contract.Assert(stamp > s.Order.Stamp, "nothing comes that belongs before what is delivered (lamport.md L9)");
        Contract.Assert(stamp.Time <= s.Clock, "the clock is past everything that is held (lamport.md L2)");
        s.HoldBack[entry.Header.Sender.Value].Enqueue(entry);
        s.HeldBack++;
        Await(s, stamp.Time);
    }

    /// <summary>Something waits at this place of the order.</summary>
    internal static void Await(LamportState s, LamportTimestamp time)
    {
        s.LastPlace = time > s.LastPlace ? time : s.LastPlace;
        if (s.BlockedSince == MonotonicTime.Never)
        {
            s.BlockedSince = s.Now;
            s.AskAt = s.Now.After(s.Options.ResendInterval);
        }
    }

    /// <summary>Delivers what is stable, and answers the reads whose place has come.</summary>
    internal static void Run(LamportState s, IEffects effects)
    {
        var before = (s.Order.Op, s.Reads.Count);
        while (TryHead(s, out var head))
        {
            var stamp = EntryStamp.Of(head);
            AnswerReads(s, effects, stamp);
            var isHere = head.Header.Sender != s.Self || head.Op <= s.OwnDurable;
            if (!isHere || !IsStable(s, stamp))
            {
                break;
            }

            Deliver(s, effects, head, stamp);
        }

        if (s.HeldBack == 0)
        {
            AnswerReads(s, effects, null);
        }

        if (before != (s.Order.Op, s.Reads.Count))
        {
            s.BlockedSince = s.HasWaiting ? s.Now : MonotonicTime.Never;
            s.AskAt = s.HasWaiting ? s.Now.After(s.Options.ResendInterval) : MonotonicTime.Never;
        }

        if (before.Op != s.Order.Op)
        {
            Tracing.Trace(s, effects, TraceKind.Committed);
        }
    }

    /// <summary>Whether no entry before this place can still come from anybody (lamport.md L9).</summary>
    internal static bool IsStable(LamportState s, EntryStamp place)
    {
        // Neither from this replica after a crash: it would then begin at its durable bound.
        if (new EntryStamp(LamportClock.Following(ClockRules.Durable(s)), s.Self) <= place)
        {
            return false;
        }

        for (var i = 0; i < s.Peers.Length; i++)
        {
            if (i != s.Self.Value && !IsHeardPast(s, i, place))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether all entries that a peer may still send come after this place.</summary>
    internal static bool IsHeardPast(LamportState s, int peer, EntryStamp place) =>
        new EntryStamp(LamportClock.Following(s.Peers[peer].Heard), new ReplicaId((byte)peer)) > place;

    /// <summary>The first place that something waits at, if anything does.</summary>
    internal static bool TryFirstPlace(LamportState s, out EntryStamp place)
    {
        var isHeld = TryHead(s, out var head);
        place = isHeld ? EntryStamp.Of(head) : default;
        if (s.Reads.TryPeek(out var time, out _))
        {
            var read = new EntryStamp(time, s.Self);
            place = !isHeld || read < place ? read : place;
            return true;
        }

        return isHeld;
    }

    // By sender times grow, so the smallest stamp is at the front of one of the queues.
    private static bool TryHead(LamportState s, out Entry head)
    {
        head = null!;
        for (var i = 0; i < s.HoldBack.Length; i++)
        {
            if (s.HoldBack[i].TryPeek(out var entry)
                && (head is null || EntryStamp.Of(entry) < EntryStamp.Of(head)))
            {
                head = entry;
            }
        }

        return head is not null;
    }

    private static void AnswerReads(LamportState s, IEffects effects, EntryStamp? before)
    {
        while (s.Reads.TryPeek(out var time, out var cookie))
        {
            var place = new EntryStamp(time, s.Self);
            if (place > before || !IsStable(s, place))
            {
                return;
            }

            s.Reads.Remove();
            effects.ReadReady(cookie, s.Order.Op);
        }
    }

    private static void Deliver(LamportState s, IEffects effects, Entry entry, EntryStamp stamp)
    {
        var order = s.Order;
        var sender = stamp.Sender.Value;
        Contract.Assert(stamp > order.Stamp, "stamps of delivered entries only grow (lamport.md L9)");
        Contract.Assert(entry.Op == order.Numbers[sender].Next, "each sender's entries are delivered in its order");
        s.HoldBack[sender].Dequeue();
        s.HeldBack--;
        order.Op = order.Op.Next;
        order.Stamp = stamp;
        order.Numbers[sender] = entry.Op;
        order.Checksums[sender] = entry.Checksum;
        var proposed = entry.Header.Timestamp;
        order.Time = proposed > order.Time ? proposed : new AgreedTime(order.Time.UnixNanoseconds + 1);
        NoteOwn(s, entry);
        var takesCheckpoint = Checkpointing.OnDelivered(s, entry);
        effects.Commit(new CommittedEntry(order.Op, order.Time, entry, takesCheckpoint));
    }

    private static void NoteOwn(LamportState s, Entry entry)
    {
        if (entry.Header.Sender != s.Self)
        {
            return;
        }

        if (entry.Op == s.PulseNumber)
        {
            s.PulseOp = s.Order.Op;
        }

        if (entry.Header.Kind == EntryKind.Register)
        {
            foreach (var item in entry.Items)
            {
                s.Admission.NoteRegistered(item);
            }
        }
    }
}
