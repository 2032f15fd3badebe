namespace Quorate;

/// <summary>What stands where the log should go on.</summary>
internal enum RecordCondition
{
    /// <summary>A record that continues the log.</summary>
    Good,

    /// <summary>Zeros: nothing was written there, or the write was lost.</summary>
    Blank,

    /// <summary>A whole record of an earlier lineage, or one that does not follow the record before it.</summary>
    Stale,

    /// <summary>Neither zeros nor a whole record.</summary>
    Damaged,

    /// <summary>The segment does not exist.</summary>
    Missing,

    /// <summary>The segment is shorter than it was made: no crash does that.</summary>
    CutOff,

    /// <summary>The install record before it still lacks entries.</summary>
    IncompleteInstall,
}
