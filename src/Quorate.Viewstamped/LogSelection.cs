namespace Quorate.Viewstamped;

/// <summary>
/// The choice of the new view's log, as a pure function of the DoViewChange messages (viewstamped.md V4).
/// </summary>
internal static class LogSelection
{
    /// <summary>
    /// Among at least a quorum of frozen logs: the highest log-view first, the longest within it. Op-numbers of
    /// different log-views are never compared, and logs are never merged entry by entry.
    /// </summary>
    /// <param name="peers">One slot per member; a null message has not arrived.</param>
    /// <param name="quorum">Messages needed.</param>
    /// <returns>The choice, or null while too few have arrived.</returns>
    internal static Choice? Choose(IReadOnlyList<PeerProgress> peers, int quorum)
    {
        DoViewChange? best = null;
        var holder = ReplicaId.None;
        var commit = OpNumber.Zero;
        var count = 0;
        for (var i = 0; i < peers.Count; i++)
        {
            if (peers[i].DoViewChange is not { } message)
            {
                continue;
            }

            count++;
            commit = message.CommitNumber > commit ? message.CommitNumber : commit;
            if (best is null || message.LogView > best.LogView
                || (message.LogView == best.LogView && message.Op > best.Op))
            {
                best = message;
                holder = new ReplicaId((byte)i);
            }
        }

        if (count < quorum)
        {
            return null;
        }

        Contract.Assert(
            best!.Op >= commit, "the chosen log holds everything that any of them knows committed (viewstamped.md V4)");
        return new Choice(best, holder, commit);
    }

    /// <summary>A chosen log.</summary>
    /// <param name="Best">Its frozen description.</param>
    /// <param name="Holder">Who holds it.</param>
    /// <param name="Commit">The highest commit number of all.</param>
    internal readonly record struct Choice(DoViewChange Best, ReplicaId Holder, OpNumber Commit);
}
