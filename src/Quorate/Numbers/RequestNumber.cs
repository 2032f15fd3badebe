namespace Quorate;

/// <summary>
/// The number of a request in its session; requests of a session execute in number order (architecture.md §3).
/// </summary>
/// <param name="Value">The number itself; the first request is 1.</param>
public readonly record struct RequestNumber(ulong Value) : IComparable<RequestNumber>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static RequestNumber Zero => default;

    /// <summary>The number that follows this one.</summary>
    public RequestNumber Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(RequestNumber other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(RequestNumber left, RequestNumber right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(RequestNumber left, RequestNumber right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(RequestNumber left, RequestNumber right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(RequestNumber left, RequestNumber right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
