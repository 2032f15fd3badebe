namespace Quorate.Broadcast;

/// <summary>What a replica does with an update of another (lamport.md L2 L7 L8 L12 L20).</summary>
internal static class Receiving
{
    internal static void OnUpdate(LamportState s, IEffects effects, ReplicaId from, LamportUpdate message)
    {
        if (!Contradictions.IsAcceptable(s, effects, from, message))
        {
            return;
        }

        var peer = s.Peer(from);
        if (message.Incarnation > peer.Incarnation)
        {
            MeetAgain(s, peer, message);
        }

        peer.HeardAt = s.Now;
        MergeClock(s, message);
        TakeAcknowledgement(s, peer, message);
        TakeEntries(s, effects, from, message);
        if (message.Issued <= peer.Received)
        {
            // Only now: an entry that is still to come may have an earlier time than this clock (L8).
            peer.Heard = message.Clock > peer.Heard ? message.Clock : peer.Heard;
        }

        if (message.Ask > LamportTimestamp.Zero)
        {
            // What was said before may be lost, or it would not ask.
            peer.Owed = message.Ask > peer.Owed ? message.Ask : peer.Owed;
            peer.Announced = message.Ask <= peer.Announced ? new(message.Ask.Value - 1) : peer.Announced;
        }

        Delivery.Run(s, effects);
    }

    // It has restarted, or this replica has: it knows nothing of what it was told, and is to know it soon.
    private static void MeetAgain(LamportState s, PeerState peer, LamportUpdate message)
    {
        peer.Incarnation = message.Incarnation;
        peer.FirstClock = message.Clock;
        peer.SentThrough = message.Received > s.Own.Base ? message.Received : s.Own.Base;
        peer.IsProbing = false;
        peer.ResendAt = MonotonicTime.Never;
        peer.ResendAfter = s.Options.ResendInterval;
        peer.Announced = LamportTimestamp.Zero;
        peer.HeartbeatAt = s.Now;
        peer.Contradiction = Contradiction.None;
        peer.Complaint = null;
    }

    private static void MergeClock(LamportState s, LamportUpdate message)
    {
        var received = message.Clock > message.Ask ? message.Clock : message.Ask;
        if (message.Entries.Count > 0 && message.Entries[^1].Header.LogicalTime > received.Value)
        {
            received = new LamportTimestamp(message.Entries[^1].Header.LogicalTime);
        }

        ClockRules.Merge(s, received);
    }

    private static void TakeAcknowledgement(LamportState s, PeerState peer, LamportUpdate message)
    {
        if (message.Received <= peer.Acknowledged)
        {
            return;
        }

        peer.Acknowledged = message.Received;
        peer.SentThrough = peer.SentThrough < message.Received ? message.Received : peer.SentThrough;
        peer.IsProbing = false;
        peer.ResendAfter = s.Options.ResendInterval;
        peer.ResendAt = peer.SentThrough > peer.Acknowledged ? s.Now.After(peer.ResendAfter) : MonotonicTime.Never;
        var least = peer.Acknowledged;
        for (var i = 0; i < s.Peers.Length; i++)
        {
            least = i != s.Self.Value && s.Peers[i].Acknowledged < least ? s.Peers[i].Acknowledged : least;
        }

        s.Own.ReleaseThrough(least);
    }

    private static void TakeEntries(LamportState s, IEffects effects, ReplicaId from, LamportUpdate message)
    {
        var peer = s.Peer(from);
        var hasNew = false;
        for (var i = 0; i < message.Entries.Count; i++)
        {
            var entry = message.Entries[i];
            if (entry.Op <= peer.Received)
            {
                // It has not heard that this is here: say so now.
                peer.AcknowledgeAt = s.Now;
            }
            else if (entry.Op != peer.Received.Next || IsExecutionBehind(s))
            {
                // After a gap it sends again from what is acknowledged; behind, this replica does not ask for more.
                break;
            }
            else
            {
                Take(s, effects, peer, entry);
                hasNew = true;
            }
        }

        if (hasNew)
        {
            OweEverybody(s, peer.ReceivedTime);
        }
    }

    private static void Take(LamportState s, IEffects effects, PeerState peer, Entry entry)
    {
        peer.Received = entry.Op;
        peer.ReceivedChecksum = entry.Checksum;
        peer.ReceivedTime = new LamportTimestamp(entry.Header.LogicalTime);
        peer.Heard = peer.ReceivedTime > peer.Heard ? peer.ReceivedTime : peer.Heard;
        LocalLog.Append(s, effects, entry);
        Delivery.Hold(s, entry);
    }

    // Everybody waits at that place, not only its sender (L12).
    private static void OweEverybody(LamportState s, LamportTimestamp time)
    {
        for (var i = 0; i < s.Peers.Length; i++)
        {
            s.Peers[i].Owed = time > s.Peers[i].Owed ? time : s.Peers[i].Owed;
        }
    }

    private static bool IsExecutionBehind(LamportState s) =>
        s.Order.Op.Value - s.Executed.Value > (ulong)s.Options.TakingLagMax;
}
