namespace Quorate;

/// <summary>One operation that a local caller submits; a host derives from it and may pool its objects.</summary>
public abstract class PendingCall
{
    /// <summary>
    /// The operation. Its bytes are handed over with the call and must never be written again: even after an unknown
    /// outcome the request may still be on its way.
    /// </summary>
    public ReadOnlyMemory<byte> Operation { get; set; }

    /// <summary>When the caller stops waiting; <see cref="MonotonicTime.Never"/> for no deadline.</summary>
    public MonotonicTime Deadline { get; set; } = MonotonicTime.Never;

    /// <summary>
    /// Ends the call; called exactly once, on the node's own thread, after which the node has forgotten the object. It
    /// may submit again, but must not run the node.
    /// </summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="reply">The state machine's reply when executed, else empty; never changes.</param>
    /// <param name="op">The op at which it executed, else zero.</param>
    public abstract void Complete(CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op);
}
