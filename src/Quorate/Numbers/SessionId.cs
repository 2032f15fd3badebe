namespace Quorate;

/// <summary>A client session, named by the op-number of the entry that registered it (architecture.md §3).</summary>
/// <param name="Value">The number itself; 0 names no session.</param>
public readonly record struct SessionId(ulong Value) : IComparable<SessionId>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static SessionId Zero => default;

    /// <summary>The number that follows this one.</summary>
    public SessionId Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(SessionId left, SessionId right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(SessionId left, SessionId right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(SessionId left, SessionId right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(SessionId left, SessionId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
