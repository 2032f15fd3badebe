namespace Quorate;

/// <summary>
/// The timestamp that the primary assigned to an entry: the only clock a state machine may read. Strictly increasing
/// along the log, close to wall-clock time while the primary's clock is right.
/// </summary>
/// <param name="UnixNanoseconds">Nanoseconds since 1970-01-01T00:00:00Z.</param>
public readonly record struct AgreedTime(long UnixNanoseconds) : IComparable<AgreedTime>
{
    /// <inheritdoc/>
    public int CompareTo(AgreedTime other) => UnixNanoseconds.CompareTo(other.UnixNanoseconds);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(AgreedTime left, AgreedTime right) => left.UnixNanoseconds < right.UnixNanoseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(AgreedTime left, AgreedTime right) => left.UnixNanoseconds > right.UnixNanoseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(AgreedTime left, AgreedTime right) => left.UnixNanoseconds <= right.UnixNanoseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(AgreedTime left, AgreedTime right) => left.UnixNanoseconds >= right.UnixNanoseconds;
}
