namespace Quorate.Broadcast;

/// <summary>What must hold after every step. Cheap enough to stay on in production.</summary>
internal static class LamportInvariants
{
    internal static void Check(LamportState s)
    {
        Contract.Assert(s.DurableBound <= s.ReservedBound, "only a bound that was written is durable");
        Contract.Assert(s.OwnDurable <= s.Own.Last, "only entries that exist are durable");
        Contract.Assert(s.LogBase.Value + (ulong)s.Log.Count == s.LogHead.Value, "every position has its record");
        Contract.Assert(s.PersistedTicket <= s.LastTicket, "only tickets that were given are persisted");
        Contract.Assert(s.Executed <= s.Order.Op, "only what is delivered is executed");
        Contract.Assert(s.Checkpoint.Op <= s.Order.Op, "a checkpoint holds delivered entries only");
        Contract.Assert(s.Order.Stamp.Time <= s.Clock, "the clock is past everything delivered");
        Contract.Assert(
            s.Order.Numbers[s.Self.Value] <= s.OwnDurable, "an own entry is delivered only when it is durable (L11)");
        Contract.Assert(
            new EntryStamp(LamportClock.Following(ClockRules.Durable(s)), s.Self) > s.Order.Stamp,
            "no restart goes back behind what is delivered (L9)");
        Contract.Assert(s.HasWaiting || s.BlockedSince == MonotonicTime.Never, "who waits for nothing is not blocked");
        for (var i = 0; i < s.Peers.Length; i++)
        {
            if (i != s.Self.Value)
            {
                Check(s, s.Peers[i], s.Order.Numbers[i]);
            }
        }
    }

    private static void Check(LamportState s, PeerState peer, OpNumber delivered)
    {
        Contract.Assert(delivered <= peer.Received, "only what is received is delivered");
        Contract.Assert(peer.ReceivedDurable <= peer.Received, "only what is received is durable");
        Contract.Assert(peer.Acknowledged >= s.Own.Base, "only what all acknowledged is let go (L7)");
        Contract.Assert(peer.Acknowledged <= s.OwnDurable, "only what was durable is acknowledged");
        Contract.Assert(peer.SentThrough >= peer.Acknowledged, "what is acknowledged was sent");
        Contract.Assert(peer.Heard <= s.Clock, "the clock is past every clock heard (L2)");
        Contract.Assert(peer.Announced <= s.Clock, "only an own clock was announced");
    }
}
