namespace Quorate;

/// <summary>
/// The core's generation, carried by every send; a fence drops all held sends of earlier generations (architecture.md
/// §2).
/// </summary>
/// <param name="Value">The number itself; grows by one at each fence.</param>
public readonly record struct Generation(ulong Value) : IComparable<Generation>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static Generation Zero => default;

    /// <summary>The number that follows this one.</summary>
    public Generation Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(Generation other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Generation left, Generation right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Generation left, Generation right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Generation left, Generation right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Generation left, Generation right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
