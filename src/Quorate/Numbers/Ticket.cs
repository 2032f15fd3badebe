namespace Quorate;

/// <summary>
/// A place in one replica's total order of durable writes (architecture.md §2): persisted(t) means every write at or
/// below t is on disk.
/// </summary>
/// <param name="Value">The number itself; 0 is always durable.</param>
public readonly record struct Ticket(ulong Value) : IComparable<Ticket>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static Ticket Zero => default;

    /// <summary>The number that follows this one.</summary>
    public Ticket Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(Ticket other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(Ticket left, Ticket right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(Ticket left, Ticket right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(Ticket left, Ticket right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(Ticket left, Ticket right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
