namespace Quorate;

/// <summary>One linearizable read of a local caller; a host derives from it and may pool its objects.</summary>
public abstract class PendingRead
{
    /// <summary>When the caller stops waiting; <see cref="MonotonicTime.Never"/> for no deadline.</summary>
    public MonotonicTime Deadline { get; set; } = MonotonicTime.Never;

    /// <summary>
    /// Answers the read: the state contains everything acknowledged before it was asked (architecture.md §5).
    /// </summary>
    /// <param name="state">An immutable state, shared by all reads answered together.</param>
    /// <param name="op">The last op executed in it.</param>
    public abstract void Ready(IStateSnapshot state, OpNumber op);

    /// <summary>The read could not be confirmed by its deadline, or the replica has stopped or is overloaded.</summary>
    public abstract void Failed();
}
