namespace Quorate;

/// <summary>
/// The number of a confirmation round within a view (viewstamped.md A4): echoed by backups, counted for reads and
/// abdication.
/// </summary>
/// <param name="Value">The number itself; 0 is no round.</param>
public readonly record struct RoundNumber(ulong Value) : IComparable<RoundNumber>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static RoundNumber Zero => default;

    /// <summary>The number that follows this one.</summary>
    public RoundNumber Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(RoundNumber other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(RoundNumber left, RoundNumber right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(RoundNumber left, RoundNumber right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(RoundNumber left, RoundNumber right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(RoundNumber left, RoundNumber right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
