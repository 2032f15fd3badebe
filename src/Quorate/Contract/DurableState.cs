namespace Quorate;

/// <summary>
/// A replica's metadata: what it must never forget besides its log (architecture.md §10). Written in at least two
/// copies, in ticket order with the log.
/// </summary>
public sealed record DurableState
{
    /// <summary>The last durable checkpoint; op zero means none. Never regresses.</summary>
    public CheckpointReference Checkpoint { get; init; }

    /// <summary>
    /// The log position through which no entry is needed any more: a restart reads the log from the next one on, and
    /// nothing above is ever released. Never regresses. Where the log stands in the total order, as in Viewstamped
    /// Replication, it is the checkpoint's op.
    /// </summary>
    public OpNumber LogBase { get; init; }

    /// <summary>What the protocol itself must not forget; only it can read it.</summary>
    public ProtocolBlock Protocol { get; init; } = ProtocolBlock.Empty;
}
