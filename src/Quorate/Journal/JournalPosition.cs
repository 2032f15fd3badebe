namespace Quorate;

/// <summary>
/// A place in the journal: segment number times segment size plus offset. Segment numbers only grow, also when the file
/// behind one is recycled, so a position names one place for ever.
/// </summary>
/// <param name="Value">The number of bytes before it.</param>
internal readonly record struct JournalPosition(ulong Value) : IComparable<JournalPosition>
{
    /// <summary>The place at an offset of a segment.</summary>
    public static JournalPosition At(ulong segment, int offset, int segmentBytes) =>
        new(checked((segment * (ulong)segmentBytes) + (ulong)offset));

    /// <summary>The segment it is in.</summary>
    public ulong Segment(int segmentBytes) => Value / (ulong)segmentBytes;

    /// <summary>Where in the segment.</summary>
    public int Offset(int segmentBytes) => (int)(Value % (ulong)segmentBytes);

    /// <inheritdoc/>
    public int CompareTo(JournalPosition other) => Value.CompareTo(other.Value);

    public static bool operator <(JournalPosition left, JournalPosition right) => left.Value < right.Value;

    public static bool operator >(JournalPosition left, JournalPosition right) => left.Value > right.Value;

    public static bool operator <=(JournalPosition left, JournalPosition right) => left.Value <= right.Value;

    public static bool operator >=(JournalPosition left, JournalPosition right) => left.Value >= right.Value;
}
