namespace Quorate.Simulation;

/// <summary>A write that a replica ordered and that no flush has covered yet.</summary>
/// <param name="Kind">What is written.</param>
/// <param name="Ticket">Its place in the replica's order of writes.</param>
/// <param name="After">The position after which the entry is written or the log is cut.</param>
/// <param name="Entry">The entry of an append.</param>
/// <param name="Suffix">The entries of an installation; else empty.</param>
/// <param name="State">The metadata, when it is written.</param>
internal readonly record struct PendingWrite(
    PendingWriteKind Kind,
    ulong Ticket,
    ulong After,
    Entry? Entry,
    IReadOnlyList<Entry> Suffix,
    DurableState? State);
