namespace Quorate.Broadcast;

/// <summary>
/// The place of an entry in the total order (Lamport 1978): its sender's clock when it was sent, ties broken by the
/// sender's number. The tie-break is arbitrary, but the same everywhere.
/// </summary>
/// <param name="Time">The sender's logical clock; zero is before every entry.</param>
/// <param name="Sender">Who sent it.</param>
public readonly record struct EntryStamp(LamportTimestamp Time, ReplicaId Sender) : IComparable<EntryStamp>
{
    /// <summary>The stamp in an entry's header.</summary>
    public static EntryStamp Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new EntryStamp(new LamportTimestamp(entry.Header.LogicalTime), entry.Header.Sender);
    }

    /// <inheritdoc/>
    public int CompareTo(EntryStamp other) =>
        Time != other.Time ? Time.CompareTo(other.Time) : Sender.Value.CompareTo(other.Sender.Value);

    /// <summary>Whether this entry comes before the other one on every replica.</summary>
    public static bool operator <(EntryStamp left, EntryStamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether this entry comes after the other one on every replica.</summary>
    public static bool operator >(EntryStamp left, EntryStamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether this entry is the other one or comes before it.</summary>
    public static bool operator <=(EntryStamp left, EntryStamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether this entry is the other one or comes after it.</summary>
    public static bool operator >=(EntryStamp left, EntryStamp right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"({Time},{Sender.Value})";
}
