namespace Quorate;

/// <summary>What the journal found at start.</summary>
public sealed record RecoveredState
{
    /// <summary>The metadata; a new replica starts with the default.</summary>
    public required DurableState Durable { get; init; }

    /// <summary>
    /// The log: contiguous, up to the head. Stamped entries begin right after <see cref="DurableState.LogBase"/>;
    /// others are chained, stand at their own op, and may begin earlier, for peers that lag.
    /// </summary>
    public required IReadOnlyList<Entry> Log { get; init; }

    /// <summary>
    /// Set when a record that was once durable cannot be read (architecture.md §4): names what and where. The replica
    /// then neither votes nor acknowledges, because it may have promised what it can no longer show.
    /// </summary>
    public string? Corruption { get; init; }
}
