namespace Quorate;

/// <summary>
/// A reading of the replica's own monotonic clock; only differences mean anything, and only on one machine.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since an arbitrary origin.</param>
public readonly record struct MonotonicTime(long Nanoseconds) : IComparable<MonotonicTime>
{
    /// <summary>Later than every reading: "no deadline".</summary>
    public static MonotonicTime Never => new(long.MaxValue);

    /// <summary>The reading <paramref name="duration"/> later; saturates at <see cref="Never"/>.</summary>
    public MonotonicTime After(TimeSpan duration)
    {
        if (duration.Ticks > long.MaxValue / TimeSpan.NanosecondsPerTick)
        {
            return Never;
        }

        var nanoseconds = duration.Ticks * TimeSpan.NanosecondsPerTick;
        return Nanoseconds > long.MaxValue - nanoseconds ? Never : new MonotonicTime(Nanoseconds + nanoseconds);
    }

    /// <summary>The time from <paramref name="earlier"/> to this reading.</summary>
    public TimeSpan Since(MonotonicTime earlier) =>
        new((Nanoseconds - earlier.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    /// <summary>The earlier of two readings.</summary>
    public static MonotonicTime Min(MonotonicTime left, MonotonicTime right) => left <= right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(MonotonicTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(MonotonicTime left, MonotonicTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(MonotonicTime left, MonotonicTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds >= right.Nanoseconds;
}
