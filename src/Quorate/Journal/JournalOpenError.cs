namespace Quorate;

/// <summary>Why a journal was not opened. All of these need an operator; none is repaired by trying again.</summary>
public enum JournalOpenError
{
    /// <summary>The journal is open.</summary>
    None = 0,

    /// <summary>The data belongs to another cluster.</summary>
    WrongCluster = 1,

    /// <summary>The data belongs to another replica of the cluster.</summary>
    WrongReplica = 2,

    /// <summary>The data was written by a newer program.</summary>
    UnsupportedVersion = 3,

    /// <summary>
    /// There is a log, but no readable metadata: what this replica promised is unknown and no peer can tell
    /// (viewstamped.md 11.1).
    /// </summary>
    NoValidMetadata = 4,

    /// <summary>The log was written with segments of another size than the medium has.</summary>
    SegmentSize = 5,

    /// <summary>The data belongs to a later configuration than the one given.</summary>
    WrongEpoch = 6,
}
