namespace Quorate.Broadcast;

/// <summary>
/// Messages that contradict what is known (lamport.md §7, L21–L24): refused, counted and named in the status. When what
/// is known shows that this replica itself has lost data, it stops and says what to do.
/// </summary>
internal static class Contradictions
{
    internal static bool IsAcceptable(LamportState s, IEffects effects, ReplicaId from, LamportUpdate message)
    {
        var peer = s.Peer(from);
        if (message.Incarnation < peer.Incarnation)
        {
            return IsOfAnEarlierLife(s, effects, from, message);
        }

        if (OwnLoss(s, from, message) is { } loss)
        {
            s.Status = ReplicaStatus.Stopped;
            effects.Stop(new StopReason(ViewNumber.Zero, s.Order.Op, loss));
            return false;
        }

        if (IsTooFarAhead(s, message, out var time))
        {
            return Refuse(s, effects, from, Contradiction.ClockTooFarAhead, $"{from}'s logical clock is {time}, more "
                + $"than {s.Options.ClockJumpMax} ahead of this replica's {s.Clock}: it is broken or a stranger");
        }

        if (peer.HasSpoken && message.Incarnation > peer.Incarnation && HasGoneBack(peer, message))
        {
            return Refuse(s, effects, from, Contradiction.WentBack, $"{from} came back with less than it had said: "
                + $"entries up to {message.Issued}, it had sent {peer.Received}; holding {message.Received} of this "
                + $"replica's, it had acknowledged {peer.Acknowledged}. Its data directory is an old copy");
        }

        return AreEntriesRight(s, effects, from, message);
    }

    // All that a life says is below the first clock of the next (L4): more shows that both are alive (L22).
    private static bool IsOfAnEarlierLife(LamportState s, IEffects effects, ReplicaId from, LamportUpdate message)
    {
        var peer = s.Peer(from);
        if (message.Clock > peer.FirstClock)
        {
            return Refuse(s, effects, from, Contradiction.DuplicateIdentity, $"two processes run as {from}: "
                + $"incarnation {message.Incarnation} still speaks after {peer.Incarnation} began. Stop one of them");
        }

        Tracing.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
        return false;
    }

    // What others hold of this replica was durable here before it was sent (L6 L7 L4): if it is not here, it was lost.
    private static string? OwnLoss(LamportState s, ReplicaId from, LamportUpdate message)
    {
        const string Advice = "The data directory is older than what this replica has said, as a restored copy is. Put "
            + "the newest data of this replica in place and start it again; without it the group cannot go on, because "
            + "every replica is needed";
        if (message.Received > s.OwnDurable)
        {
            return $"{from} holds entries of this replica up to {message.Received}, which itself has only "
                + $"{s.OwnDurable}. {Advice}";
        }

        if (message.Kept > s.Peer(from).Received)
        {
            return $"this replica once acknowledged the entries of {from} up to {message.Kept}, but has only "
                + $"{s.Peer(from).Received}. {Advice}";
        }

        return message.Heard > LamportTimestamp.Zero && message.Heard >= s.DurableBound
            ? $"{from} has heard this replica's clock at {message.Heard}, which is not below its durable bound "
                + $"{s.DurableBound}. {Advice}"
            : null;
    }

    private static bool IsTooFarAhead(LamportState s, LamportUpdate message, out LamportTimestamp time)
    {
        time = message.Clock > message.Ask ? message.Clock : message.Ask;
        if (message.Entries.Count > 0 && message.Entries[^1].Header.LogicalTime > time.Value)
        {
            time = new LamportTimestamp(message.Entries[^1].Header.LogicalTime);
        }

        return LamportClock.IsTooFarAhead(s.Clock, time, s.Options.ClockJumpMax);
    }

    private static bool HasGoneBack(PeerState peer, LamportUpdate message) =>
        message.Issued < peer.Received || message.Received < peer.Acknowledged || message.Clock < peer.Heard;

    private static bool AreEntriesRight(LamportState s, IEffects effects, ReplicaId from, LamportUpdate message)
    {
        var peer = s.Peer(from);
        for (var i = 0; i < message.Entries.Count; i++)
        {
            var header = message.Entries[i].Header;
            if (header.Cluster != s.Options.Cluster || header.Epoch != s.Options.Epoch)
            {
                return Refuse(s, effects, from, Contradiction.BadEntry,
                    $"{from} sent an entry of another cluster or configuration");
            }

            var isOther = header.Op == peer.Received && header.Checksum != peer.ReceivedChecksum;
            var isOfOther = header.Op == peer.Received.Next && header.Parent != peer.ReceivedChecksum;
            if (isOther || isOfOther)
            {
                return Refuse(s, effects, from, Contradiction.DuplicateIdentity, $"two processes run as {from}, or its "
                    + $"data is an old copy: its entry {header.Op} is not the one that follows what was received");
            }

            if (header.Op == peer.Received.Next && header.LogicalTime <= peer.Heard.Value)
            {
                return Refuse(s, effects, from, Contradiction.BadEntry,
                    $"{from} sent entry {header.Op} with time {header.LogicalTime}, after its clock was {peer.Heard}");
            }
        }

        return true;
    }

    private static bool Refuse(LamportState s, IEffects effects, ReplicaId from, Contradiction kind, string text)
    {
        var peer = s.Peer(from);
        peer.Refused++;
        peer.Contradiction = kind;
        peer.Complaint = text;
        Tracing.Trace(s, effects, TraceKind.Contradicted, peer: from, value: (ulong)kind);
        return false;
    }
}
