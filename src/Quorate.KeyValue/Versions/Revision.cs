namespace Quorate.KeyValue;

/// <summary>
/// Where a change stands in the history: the store's revision and the place among the changes of one operation.
/// </summary>
/// <param name="Main">The revision that clients see; one for each operation that changes something.</param>
/// <param name="Sub">From 0 within the operation.</param>
internal readonly record struct Revision(long Main, int Sub) : IComparable<Revision>
{
    public int CompareTo(Revision other) => Main != other.Main ? Main.CompareTo(other.Main) : Sub.CompareTo(other.Sub);
}
