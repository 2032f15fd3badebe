namespace Quorate.Broadcast;

/// <summary>
/// The local log: own entries and those of others, in the order in which they came (lamport.md L6 L16). Writes, what is
/// durable, and what may be released.
/// </summary>
internal static class LocalLog
{
    internal static void Append(LamportState s, IEffects effects, Entry entry)
    {
        s.LogHead = s.LogHead.Next;
        s.LastTicket = s.LastTicket.Next;
        var record = new LogRecord(entry.Header.Sender, entry.Op);
        s.Log.Enqueue(record);
        s.Writing.Enqueue((s.LastTicket, record));
        effects.Append(s.LastTicket, s.LogHead, entry);
    }

    internal static Ticket SaveMetadata(LamportState s, IEffects effects)
    {
        AdvanceBase(s);
        s.ReservedBound = ClockRules.NextBound(s);
        s.LastTicket = s.LastTicket.Next;
        s.BoundWrites.Enqueue((s.LastTicket, s.ReservedBound));
        var metadata = new LamportMetadata { ClockBound = s.ReservedBound, Position = s.Saved };
        effects.SaveMetadata(s.LastTicket, new DurableState
        {
            Checkpoint = s.Checkpoint,
            LogBase = s.LogBase,
            Protocol = metadata.ToBlock(),
        });
        if (s.LogBase > OpNumber.Zero)
        {
            s.Releases.Enqueue((s.LastTicket, s.LogBase, s.Checkpoint.Op));
        }

        return s.LastTicket;
    }

    internal static void OnPersisted(LamportState s, IEffects effects, Ticket ticket)
    {
        Contract.Assert(ticket <= s.LastTicket, "only writes that were made are persisted");
        Contract.Assert(ticket >= s.PersistedTicket, "the disk reports tickets in order");
        s.PersistedTicket = ticket;
        while (s.Writing.TryPeek(out var write) && write.Ticket <= ticket)
        {
            s.Writing.Dequeue();
            NoteDurable(s, write.Record);
        }

        while (s.BoundWrites.TryPeek(out var bound) && bound.Ticket <= ticket)
        {
            s.BoundWrites.Dequeue();
            s.DurableBound = bound.Bound;
        }

        while (s.Releases.TryPeek(out var release) && release.Ticket <= ticket)
        {
            s.Releases.Dequeue();
            effects.ReleaseLog(release.LogThrough);
            effects.ReleaseCheckpoints(release.Checkpoint);
        }
    }

    private static void NoteDurable(LamportState s, LogRecord record)
    {
        if (record.Sender == s.Self)
        {
            s.OwnDurable = record.Number > s.OwnDurable ? record.Number : s.OwnDurable;
            if (s.Peers.Length == 1)
            {
                s.Own.ReleaseThrough(s.OwnDurable);
            }

            return;
        }

        var peer = s.Peer(record.Sender);
        peer.ReceivedDurable = record.Number > peer.ReceivedDurable ? record.Number : peer.ReceivedDurable;
        if (peer.AcknowledgeAt == MonotonicTime.Never)
        {
            peer.AcknowledgeAt = s.Now.After(s.Options.AcknowledgeDelay);
        }
    }

    // A record is needed until the durable checkpoint holds its effect and, if it is an own one, nobody can ask for it.
    private static void AdvanceBase(LamportState s)
    {
        while (s.Log.TryPeek(out var record)
            && record.Number <= s.Saved.Numbers[record.Sender.Value]
            && (record.Sender != s.Self || record.Number <= s.Own.Base))
        {
            s.Log.Dequeue();
            s.LogBase = s.LogBase.Next;
        }
    }
}
