namespace Quorate;

/// <summary>
/// Tells a write that was in flight at a crash from one that was durable and got lost (viewstamped.md A7, 11.1; DESIGN
/// §4). The evidence is a place known to be durable, from the durable-before of any valid record head or metadata slot:
/// it is a fact about the disk, whatever the lineage of the record that carries it, because nothing before it is ever
/// written again.
/// </summary>
internal static class TornOrCorrupt
{
    /// <summary>The decision table.</summary>
    /// <param name="condition">What stands at the place in question.</param>
    /// <param name="isCovered">Whether the place lies before any durable-before.</param>
    public static RecordVerdict Decide(RecordCondition condition, bool isCovered) => (condition, isCovered) switch
    {
        (RecordCondition.Good, _) => RecordVerdict.Accept,
        (_, true) => RecordVerdict.Corrupt,
        (RecordCondition.CutOff, false) => RecordVerdict.Corrupt,
        (RecordCondition.Blank, false) => RecordVerdict.End,
        (RecordCondition.Stale, false) => RecordVerdict.End,
        (RecordCondition.Missing, false) => RecordVerdict.End,
        (RecordCondition.Damaged, false) => RecordVerdict.Torn,
        (RecordCondition.IncompleteInstall, false) => RecordVerdict.Torn,
        _ => RecordVerdict.Corrupt,
    };
}
