namespace Quorate.Broadcast;

/// <summary>
/// The end of a turn: who is told what (lamport.md L7 L12 L13). All that leaves describes what is durable here, and is
/// sent again until it is acknowledged, but never more than once per timer and never all at once.
/// </summary>
internal static class Sending
{
    // A peer that comes back after long gets what it lacks over several turns.
    private const int MessagesPerTurnMax = 4;

    internal static void Flush(LamportState s, IEffects effects, LamportTimestamp ask)
    {
        var clock = ClockRules.Announceable(s);
        for (byte i = 0; i < s.Peers.Length; i++)
        {
            if (i != s.Self.Value)
            {
                Flush(s, effects, new ReplicaId(i), clock, ask);
            }
        }
    }

    /// <summary>The connection came up: what was under way may be lost.</summary>
    internal static void OnPeerUp(LamportState s, ReplicaId id)
    {
        var peer = s.Peer(id);
        peer.SentThrough = peer.Acknowledged;
        peer.IsProbing = false;
        peer.ResendAt = MonotonicTime.Never;
        peer.ResendAfter = s.Options.ResendInterval;
        peer.HeartbeatAt = s.Now;
    }

    /// <summary>What was sent has not been acknowledged for long: it is sent again from there (L13).</summary>
    internal static void OnResendExpired(LamportState s, PeerState peer)
    {
        peer.ResendAt = MonotonicTime.Never;
        if (peer.SentThrough > peer.Acknowledged)
        {
            peer.SentThrough = peer.Acknowledged;
            peer.IsProbing = true;
            var doubled = peer.ResendAfter * 2;
            peer.ResendAfter = doubled < s.Options.ResendIntervalMax ? doubled : s.Options.ResendIntervalMax;
        }
    }

    /// <summary>Whether entries are to be sent now: one message at a time while none is acknowledged.</summary>
    internal static bool HasEntriesFor(LamportState s, PeerState peer) =>
        peer.HasSpoken && peer.SentThrough < s.OwnDurable
        && (!peer.IsProbing || peer.SentThrough == peer.Acknowledged);

    private static void Flush(
        LamportState s, IEffects effects, ReplicaId to, LamportTimestamp clock, LamportTimestamp ask)
    {
        var peer = s.Peer(to);
        var isAsked = ask > LamportTimestamp.Zero && !Delivery.IsHeardPast(s, to.Value, new EntryStamp(ask, s.Self));
        var isAnswerDue = peer.Owed > peer.Announced && clock >= peer.Owed;
        var isDue = isAsked || isAnswerDue || peer.AcknowledgeAt <= s.Now || peer.HeartbeatAt <= s.Now;
        for (var sent = 0; isDue || (sent < MessagesPerTurnMax && HasEntriesFor(s, peer)); sent++)
        {
            isDue = false;
            Send(s, effects, to, clock, isAsked && sent == 0 ? ask : LamportTimestamp.Zero);
        }
    }

    private static void Send(
        LamportState s, IEffects effects, ReplicaId to, LamportTimestamp clock, LamportTimestamp ask)
    {
        var peer = s.Peer(to);
        var entries = EntriesFor(s, peer);
        Contract.Assert(
            clock < s.DurableBound || clock == LamportTimestamp.Zero, "a clock leaves below the durable bound (L4)");
        Contract.Assert(entries.Count == 0 || entries[^1].Op <= s.OwnDurable, "only durable entries leave (L6)");
        effects.Send(
            to,
            new LamportUpdate
            {
                View = ViewNumber.Zero,
                Incarnation = s.Incarnation,
                Clock = clock,
                Issued = s.OwnDurable,
                Kept = s.Own.Base,
                Received = peer.ReceivedDurable,
                Heard = peer.Heard,
                Ask = ask,
                Entries = entries,
            },
            s.PersistedTicket,
            Generation.Zero);
        peer.Announced = clock > peer.Announced ? clock : peer.Announced;
        peer.AcknowledgementSent = peer.ReceivedDurable;
        peer.AcknowledgeAt = MonotonicTime.Never;
        peer.HeartbeatAt = s.Now.After(s.Options.HeartbeatInterval);
        if (entries.Count > 0)
        {
            peer.SentThrough = entries[^1].Op;
            peer.ResendAt = peer.ResendAt == MonotonicTime.Never ? s.Now.After(peer.ResendAfter) : peer.ResendAt;
        }
    }

    private static List<Entry> EntriesFor(LamportState s, PeerState peer)
    {
        if (!HasEntriesFor(s, peer))
        {
            return [];
        }

        var entries = new List<Entry>();
        var bytes = 0;
        for (var number = peer.SentThrough.Next; number <= s.OwnDurable; number = number.Next)
        {
            var entry = s.Own[number];
            bytes += entry.Encoded.Length;
            if (entries.Count > 0 && (bytes > s.Options.MessageBytesMax || entries.Count >= LamportUpdate.EntriesMax))
            {
                break;
            }

            entries.Add(entry);
        }

        return entries;
    }
}
