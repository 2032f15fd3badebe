namespace Quorate.Broadcast;

/// <summary>The name of a cell of stable storage.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Peer">The peer concerned; replica 0 where the kind has none.</param>
/// <param name="Number">The number concerned, or zero.</param>
public readonly record struct CellKey(CellKind Kind, ReplicaId Peer = default, ulong Number = 0)
    : IComparable<CellKey>
{
    /// <inheritdoc/>
    public int CompareTo(CellKey other)
    {
        var byKind = Kind.CompareTo(other.Kind);
        var byPeer = byKind != 0 ? byKind : Peer.CompareTo(other.Peer);
        return byPeer != 0 ? byPeer : Number.CompareTo(other.Number);
    }

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(CellKey left, CellKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(CellKey left, CellKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(CellKey left, CellKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(CellKey left, CellKey right) => left.CompareTo(right) >= 0;
}
