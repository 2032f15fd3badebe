namespace Quorate;

/// <summary>
/// Names an outstanding question of the core to its host (a log read, a verification) or of the host to the core (a
/// read).
/// </summary>
/// <param name="Value">The number itself; 0 names none.</param>
public readonly record struct Cookie(ulong Value) : IComparable<Cookie>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static Cookie Zero => default;

    /// <summary>The number that follows this one.</summary>
    public Cookie Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(Cookie other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Cookie left, Cookie right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Cookie left, Cookie right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Cookie left, Cookie right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Cookie left, Cookie right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
