namespace Quorate;

/// <summary>
/// What a replica is doing (VRR §4; state transfer is viewstamped.md S2). The values are part of trace formats.
/// </summary>
public enum ReplicaStatus : byte
{
    /// <summary>Takes part in its view.</summary>
    Normal = 0,

    /// <summary>Has left its last view and waits for the next one's log.</summary>
    ViewChange = 1,

    /// <summary>Started, but must not vote or acknowledge yet (its head is uncertain or its log is corrupt).</summary>
    Recovering = 2,

    /// <summary>Fetches the log of a later view; keeps its own until then (viewstamped.md S2).</summary>
    StateTransfer = 3,

    /// <summary>Has stopped for good; the reason was given.</summary>
    Stopped = 4,
}
