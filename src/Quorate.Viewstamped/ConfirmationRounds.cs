namespace Quorate.Viewstamped;

/// <summary>
/// Linearizable reads without clocks (architecture.md §5, viewstamped.md Q1 A4): a read joins the next round; when a
/// quorum has echoed a round that began after the read, no later view can have committed anything before it.
/// </summary>
internal static class ConfirmationRounds
{
    /// <summary>A read begins at this replica.</summary>
    internal static void OnReadRequested(ReplicaState s, IEffects effects, Cookie cookie)
    {
        if (s.IsNormalPrimary)
        {
            s.Reads.Joining.Add((s.Self, cookie));
        }
        else if (s.IsNormalBackup)
        {
            Outbox.Send(s, effects, s.PrimaryOf(s.View), new ReadRequest { View = s.View, Cookie = cookie });
        }
    }

    internal static void OnReadRequest(ReplicaState s, IEffects effects, ReplicaId from, ReadRequest message)
    {
        if (s.IsNormalPrimary && message.View == s.View)
        {
            s.Reads.Joining.Add((from, message.Cookie));
        }
        else
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
        }
    }

    internal static void OnReadReply(ReplicaState s, IEffects effects, ReplicaId from, ReadReply message)
    {
        if (s.IsNormalBackup && message.View == s.View && from == s.PrimaryOf(s.View))
        {
            Following.AbsorbCommit(s, effects, message.CommitNumber);
            effects.ReadReady(message.Cookie, message.Op);
        }
        else
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
        }
    }

    /// <summary>Begins a round when reads wait and none is open.</summary>
    /// <returns>Whether backups must hear of a new round.</returns>
    internal static bool Begin(ReplicaState s, IEffects effects)
    {
        if (s.Reads.IsRoundOpen || s.Reads.Joining.Count == 0)
        {
            return false;
        }

        // A new primary does not know yet what its predecessors committed of what it inherited (viewstamped.md V6).
        s.Reads.BeginRound(s.Commit > s.ViewStartOp ? s.Commit : s.ViewStartOp);
        Confirm(s, effects);
        return s.Reads.IsRoundOpen;
    }

    internal static void OnEcho(ReplicaState s, IEffects effects, ReplicaId from, RoundNumber round)
    {
        var peer = s.Peer(from);
        if (round > peer.Round && round <= s.Reads.Round)
        {
            peer.Round = round;
            Confirm(s, effects);
        }
    }

    private static void Confirm(ReplicaState s, IEffects effects)
    {
        if (!s.Reads.IsRoundOpen)
        {
            return;
        }

        var echoes = 1;
        for (var i = 0; i < s.Peers.Length; i++)
        {
            echoes += i != s.Self.Value && s.Peers[i].Round >= s.Reads.Round ? 1 : 0;
        }

        if (echoes < s.Quorum)
        {
            return;
        }

        foreach (var (origin, cookie) in s.Reads.Confirming)
        {
            Answer(s, effects, origin, cookie);
        }

        Outbox.Trace(s, effects, TraceKind.RoundConfirmed, s.Reads.ReadOp, value: s.Reads.Round.Value);
        s.Reads.Confirming.Clear();
        s.Reads.IsRoundOpen = false;
    }

    private static void Answer(ReplicaState s, IEffects effects, ReplicaId origin, Cookie cookie)
    {
        if (origin == s.Self)
        {
            effects.ReadReady(cookie, s.Reads.ReadOp);
        }
        else
        {
            Outbox.Send(s, effects, origin, new ReadReply
            {
                View = s.View,
                Cookie = cookie,
                Op = s.Reads.ReadOp,
                CommitNumber = s.Commit,
            });
        }
    }
}
