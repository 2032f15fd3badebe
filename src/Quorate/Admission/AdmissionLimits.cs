namespace Quorate;

/// <summary>The bounds of admission (architecture.md §2, back-pressure).</summary>
public sealed record AdmissionLimits
{
    /// <summary>
    /// Bytes of one entry's body unless a single request is larger; an entry stays below 64 KiB in memory.
    /// </summary>
    public int BatchBytesMax { get; init; } = 60 << 10;

    /// <summary>Bytes of one request.</summary>
    public int RequestBytesMax { get; init; } = 2 << 20;

    /// <summary>Bytes of requests that wait for an entry.</summary>
    public int QueueBytesMax { get; init; } = 64 << 20;
}
