namespace Quorate;

/// <summary>
/// The position of an entry in the replicated log (VRR §3). Also used for commit numbers: the highest op known to be
/// committed.
/// </summary>
/// <param name="Value">The number itself; op 0 is the synthetic root, the first entry is 1.</param>
public readonly record struct OpNumber(ulong Value) : IComparable<OpNumber>
{
    /// <summary>The smallest value, which stands for "none yet".</summary>
    public static OpNumber Zero => default;

    /// <summary>The number that follows this one.</summary>
    public OpNumber Next => new(checked(Value + 1));

    /// <inheritdoc/>
    public int CompareTo(OpNumber other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(OpNumber left, OpNumber right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(OpNumber left, OpNumber right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(OpNumber left, OpNumber right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(OpNumber left, OpNumber right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
