namespace Quorate;

/// <summary>How often this replica has been started; durably increased by the host before the core starts.</summary>
/// <param name="Value">The number itself; the first start is 1.</param>
public readonly record struct Incarnation(ulong Value) : IComparable<Incarnation>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static Incarnation Zero => default;

    /// <summary>The number that follows this one.</summary>
    public Incarnation Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(Incarnation other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Incarnation left, Incarnation right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Incarnation left, Incarnation right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Incarnation left, Incarnation right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Incarnation left, Incarnation right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
