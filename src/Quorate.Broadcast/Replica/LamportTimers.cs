namespace Quorate.Broadcast;

/// <summary>The deadlines of a replica, and what happens at them.</summary>
internal static class LamportTimers
{
    internal static MonotonicTime Next(LamportState s)
    {
        var next = MonotonicTime.Min(s.AskAt, s.PulseAt);
        for (var i = 0; i < s.Peers.Length; i++)
        {
            if (i == s.Self.Value)
            {
                continue;
            }

            var peer = s.Peers[i];
            next = MonotonicTime.Min(next, MonotonicTime.Min(peer.HeartbeatAt, peer.AcknowledgeAt));
            next = MonotonicTime.Min(next, Sending.HasEntriesFor(s, peer) ? s.Now : peer.ResendAt);
        }

        return next;
    }

    /// <returns>The place that peers are asked to pass now; zero for none.</returns>
    internal static LamportTimestamp OnExpired(LamportState s, IEffects effects)
    {
        for (var i = 0; i < s.Peers.Length; i++)
        {
            if (i != s.Self.Value && s.Peers[i].ResendAt <= s.Now)
            {
                Sending.OnResendExpired(s, s.Peers[i]);
            }
        }

        if (s.PulseAt <= s.Now)
        {
            Requests.OnPulseExpired(s, effects);
        }

        if (s.AskAt > s.Now)
        {
            return LamportTimestamp.Zero;
        }

        s.AskAt = s.HasWaiting ? s.Now.After(s.Options.ResendInterval) : MonotonicTime.Never;
        return s.HasWaiting ? s.LastPlace : LamportTimestamp.Zero;
    }
}
