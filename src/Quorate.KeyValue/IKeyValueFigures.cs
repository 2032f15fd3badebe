namespace Quorate.KeyValue;

/// <summary>Figures about a state of the key-value store, for operators; every snapshot of it has them.</summary>
public interface IKeyValueFigures
{
    /// <summary>The current revision.</summary>
    long Revision { get; }

    /// <summary>The revision that history was compacted to; zero before the first compaction.</summary>
    long CompactedRevision { get; }

    /// <summary>Stored versions of all keys, tombstones included.</summary>
    long VersionCount { get; }

    /// <summary>Bytes of all stored versions, as the quota counts them.</summary>
    long LogicalBytes { get; }
}
