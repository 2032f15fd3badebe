namespace Quorate;

/// <summary>What became of a chunk that a peer sent.</summary>
public enum CheckpointReceipt
{
    /// <summary>It is not the next chunk of the checkpoint being received, or too large; nothing changed.</summary>
    Ignored = 0,

    /// <summary>It is stored; more are needed.</summary>
    Stored = 1,

    /// <summary>It was the last one: the checkpoint is durable and published.</summary>
    Complete = 2,
}
