namespace Quorate;

/// <summary>
/// A generation of the log (viewstamped.md A7): the incarnation, durably increased before anything is written, then a
/// count of the truncations and installs within it. It never decreases along the log, so a record of an earlier lineage
/// that happens to stand where the log goes on is dead.
/// </summary>
/// <param name="Incarnation">The start of the replica.</param>
/// <param name="Count">Truncations and installs since.</param>
internal readonly record struct Lineage(Incarnation Incarnation, ulong Count) : IComparable<Lineage>
{
    /// <summary>The lineage after one more truncation or install.</summary>
    public Lineage Next => this with { Count = Count + 1 };

    /// <inheritdoc/>
    public int CompareTo(Lineage other)
    {
        var first = Incarnation.CompareTo(other.Incarnation);
        return first != 0 ? first : Count.CompareTo(other.Count);
    }
}
