namespace Quorate.EndToEnd.Tests.History;

/// <summary>What the clients saw, and what the store says afterwards about every revision.</summary>
/// <param name="FirstRevision">The store's revision before the first operation; no key of the history existed.</param>
/// <param name="LastRevision">The store's revision when the clients had stopped.</param>
/// <param name="Operations">Every operation, in any order.</param>
/// <param name="Written">For each revision after the first, up to the last: what the store says it wrote.</param>
/// <param name="Final">The keys and their state at the last revision, as the store says.</param>
internal sealed record RecordedHistory(
    long FirstRevision,
    long LastRevision,
    IReadOnlyList<HistoryOperation> Operations,
    IReadOnlyDictionary<long, IReadOnlyDictionary<string, string>> Written,
    IReadOnlyDictionary<string, Seen> Final);
