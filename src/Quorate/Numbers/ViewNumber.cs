namespace Quorate;

/// <summary>The number of a view (VRR §3); the primary of view v is the member at v mod n.</summary>
/// <param name="Value">The number itself; views start at 0.</param>
public readonly record struct ViewNumber(ulong Value) : IComparable<ViewNumber>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static ViewNumber Zero => default;

    /// <summary>The number that follows this one.</summary>
    public ViewNumber Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(ViewNumber other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(ViewNumber left, ViewNumber right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(ViewNumber left, ViewNumber right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(ViewNumber left, ViewNumber right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(ViewNumber left, ViewNumber right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
