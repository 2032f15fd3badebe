namespace Quorate.Viewstamped;

/// <summary>What a replica knows about one member; the slot of the replica itself holds its own votes.</summary>
internal sealed class PeerProgress
{
    /// <summary>
    /// Highest op acknowledged in the current view (viewstamped.md N5: acknowledgements of earlier views never count).
    /// </summary>
    internal OpNumber Acknowledged { get; set; }

    /// <summary>Highest confirmation round echoed in the current view.</summary>
    internal RoundNumber Round { get; set; }

    /// <summary>When anything of the current view last came from it.</summary>
    internal MonotonicTime HeardAt { get; set; }

    /// <summary>The view it voted to enter (viewstamped.md A2); zero when none.</summary>
    internal ViewNumber Vote { get; set; }

    /// <summary>When the vote came; it expires.</summary>
    internal MonotonicTime VotedAt { get; set; }

    /// <summary>Its DoViewChange for the current view; the first one counts.</summary>
    internal DoViewChange? DoViewChange { get; set; }

    /// <summary>The newest op that holds a request it forwarded: it gets that commit promptly.</summary>
    internal OpNumber ForwardedOp { get; set; }

    /// <summary>Whether a request it forwarded waits for an entry.</summary>
    internal bool HasForwarded { get; set; }

    /// <summary>Forgets what is tied to a view.</summary>
    internal void EnterView(MonotonicTime now)
    {
        Acknowledged = default;
        Round = default;
        HeardAt = now;
        DoViewChange = null;
        ForwardedOp = default;
        HasForwarded = false;
    }
}
