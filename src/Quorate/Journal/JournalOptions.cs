namespace Quorate;

/// <summary>Whose journal it is, and how much it keeps.</summary>
public sealed record JournalOptions
{
    /// <summary>Segment size for production, in bytes; the medium decides the actual one.</summary>
    public const int SegmentBytesDefault = 16 << 20;

    /// <summary>The cluster; every record is bound to it.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The replica; every record is bound to it.</summary>
    public required ReplicaId Replica { get; init; }

    /// <summary>The configuration now; recorded in every record.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>Segments no longer needed that are kept for reuse; the rest is deleted.</summary>
    public int SpareSegmentsMax { get; init; } = 32;
}
