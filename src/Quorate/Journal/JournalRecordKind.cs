namespace Quorate;

/// <summary>What a record of the journal is. The values are part of the format.</summary>
internal enum JournalRecordKind : byte
{
    /// <summary>An encoded entry, right after the head of the log.</summary>
    Entry = 1,

    /// <summary>
    /// Drops the entries after the record's op; all of them when that is above the head: a checkpoint covers them.
    /// </summary>
    Truncate = 2,

    /// <summary>A new <see cref="DurableState"/>.</summary>
    Metadata = 3,

    /// <summary>
    /// Replaces what follows the record's op by the entry records that come next, as many as it says, and the metadata
    /// by its own; void unless all of them are there (viewstamped.md 10.3).
    /// </summary>
    Install = 4,

    /// <summary>The log goes on at the start of the next segment.</summary>
    Close = 5,

    /// <summary>Carries nothing but its durable-before: covers an idle group, and marks a restart.</summary>
    Seal = 6,
}
