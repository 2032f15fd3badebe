using System.Buffers;

namespace Quorate;

/// <summary>
/// The user's deterministic state machine. Every replica applies the same operations in the same order and must reach
/// the same state and the same replies: no clock but <see cref="OperationContext.Time"/>, no randomness, no unordered
/// enumeration, no IO. One thread at a time calls it; snapshots may be read from any thread.
/// </summary>
public interface IStateMachine
{
    /// <summary>
    /// Applies one operation. Errors of the operation are replies; an exception means that the state machine is broken
    /// and stops the replica.
    /// </summary>
    /// <param name="context">Where in the log the operation stands, when and for whom.</param>
    /// <param name="operation">The operation's bytes, as submitted; never null, possibly malformed.</param>
    /// <param name="reply">Receives the reply; may stay empty.</param>
    void Apply(in OperationContext context, ReadOnlySpan<byte> operation, IBufferWriter<byte> reply);

    /// <summary>Lets agreed time pass without an operation: called for pulse entries (leases expire here).</summary>
    /// <param name="context">The entry; its session is zero.</param>
    void Pulse(in OperationContext context);

    /// <summary>
    /// The agreed time at which something is due without an operation, or null. The primary orders a pulse entry then.
    /// </summary>
    AgreedTime? NextDeadline { get; }

    /// <summary>
    /// An immutable view of the state as of the last applied operation. Cheap: called after each batch that readers
    /// wait for, and for checkpoints.
    /// </summary>
    IStateSnapshot Snapshot();

    /// <summary>
    /// Replaces the whole state by the one whose chunks another replica's (or an earlier run's) snapshot wrote.
    /// </summary>
    /// <param name="chunks">What <see cref="IStateSnapshot.Chunks"/> yielded, in order; checksums are verified by the
    /// caller. A chunk is valid until the next one is asked for: what is kept must be copied.</param>
    /// <exception cref="FormatException">The chunks are not a snapshot of this state machine.</exception>
    void Restore(IEnumerable<ReadOnlyMemory<byte>> chunks);
}
