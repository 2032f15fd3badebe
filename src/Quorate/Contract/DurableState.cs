namespace Quorate;

/// <summary>
/// A replica's metadata: what it must never forget besides its log (viewstamped.md §2 §10). Written in at least two
/// copies, in ticket order with the log.
/// </summary>
public sealed record DurableState
{
    /// <summary>The current view; durable before any message that carries it.</summary>
    public ViewNumber View { get; init; }

    /// <summary>The view whose log is installed here; never regresses (viewstamped.md 10.1).</summary>
    public ViewNumber LogView { get; init; }

    /// <summary>
    /// While <see cref="LogView"/> is below <see cref="View"/>: the head of the frozen log that every DoViewChange for
    /// this view reports (viewstamped.md V3). Entries above it are not part of this replica's log.
    /// </summary>
    public OpNumber FrozenOp { get; init; }

    /// <summary>The commit number that the frozen DoViewChange reports.</summary>
    public OpNumber FrozenCommit { get; init; }

    /// <summary>A commit number known to be right when written; a hint, possibly old.</summary>
    public OpNumber CommitHint { get; init; }

    /// <summary>The last durable checkpoint; op zero means none.</summary>
    public CheckpointReference Checkpoint { get; init; }
}
