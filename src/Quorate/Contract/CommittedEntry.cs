namespace Quorate;

/// <summary>
/// An entry with its place in the total order. The place is not always the entry's own: a protocol without a primary
/// numbers entries where they are delivered.
/// </summary>
/// <param name="Op">The place in the total order: consecutive, equal on all replicas.</param>
/// <param name="Time">The agreed time: strictly increasing along the order, equal on all replicas.</param>
/// <param name="Entry">The entry.</param>
/// <param name="TakesCheckpoint">Whether a checkpoint is taken here right after this entry.</param>
public readonly record struct CommittedEntry(OpNumber Op, AgreedTime Time, Entry Entry, bool TakesCheckpoint)
{
    /// <summary>An entry that was given its op, time and mark by the primary that ordered it.</summary>
    public static CommittedEntry Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var takesCheckpoint = (entry.Header.Flags & EntryFlags.Checkpoint) != 0;
        return new CommittedEntry(entry.Op, entry.Header.Timestamp, entry, takesCheckpoint);
    }
}
