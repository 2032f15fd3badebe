namespace Quorate.Broadcast;

/// <summary>Whom a replica waits for, for its status (lamport.md L14).</summary>
internal static class Waiting
{
    /// <summary>Of those that nothing can be delivered without, the one that is silent longest.</summary>
    internal static Awaited? For(LamportState s)
    {
        var isBlocked = Delivery.TryFirstPlace(s, out var place);
        Awaited? longest = null;
        for (byte i = 0; i < s.Peers.Length; i++)
        {
            if (i == s.Self.Value || (isBlocked && Delivery.IsHeardPast(s, i, place)))
            {
                continue;
            }

            // One that speaks but does not get past the place keeps us waiting as well as a silent one.
            var since = isBlocked ? MonotonicTime.Min(s.Peers[i].HeardAt, s.BlockedSince) : s.Peers[i].HeardAt;
            if (longest is null || since < longest.Value.SilentSince)
            {
                longest = new Awaited(new ReplicaId(i), since);
            }
        }

        return longest is { } found && s.Now.Since(found.SilentSince) >= s.Options.SilenceTimeout ? longest : null;
    }

    internal static string? ComplaintOf(LamportState s)
    {
        foreach (var peer in s.Peers)
        {
            if (peer.Complaint is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    }
}
