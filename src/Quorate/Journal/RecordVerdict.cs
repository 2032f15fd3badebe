namespace Quorate;

/// <summary>What follows from a <see cref="RecordCondition"/>.</summary>
internal enum RecordVerdict
{
    /// <summary>The record is part of the log.</summary>
    Accept,

    /// <summary>The log ends here; nothing was being written.</summary>
    End,

    /// <summary>The log ends here; what was being written was never acknowledged, and is discarded.</summary>
    Torn,

    /// <summary>
    /// Something that was durable cannot be read. It may have been acknowledged: never discard, never deny it.
    /// </summary>
    Corrupt,
}
