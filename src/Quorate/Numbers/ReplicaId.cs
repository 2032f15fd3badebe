namespace Quorate;

/// <summary>A member of the configuration, by its place in it. Votes are counted by this identity.</summary>
/// <param name="Value">The zero-based place.</param>
public readonly record struct ReplicaId(byte Value) : IComparable<ReplicaId>
{
    /// <summary>The identity used where a message has no replica as its sender (a client).</summary>
    public static ReplicaId None => new(byte.MaxValue);

    /// <inheritdoc/>
    public int CompareTo(ReplicaId other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(ReplicaId left, ReplicaId right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(ReplicaId left, ReplicaId right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(ReplicaId left, ReplicaId right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(ReplicaId left, ReplicaId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => this == None ? "none" : $"r{Value}";
}
