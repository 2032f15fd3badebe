namespace Quorate.EndToEnd.Tests.History;

/// <summary>
/// One transaction of a client: if every guarded key is at the given revision, write; else read. Without writes it only
/// reads. Replies show the state before the transaction: of the keys written (previous values), or of the keys read.
/// </summary>
internal sealed record HistoryOperation
{
    /// <summary>Who issued it, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>When it was issued, in ticks of one clock.</summary>
    public required long Invoked { get; init; }

    /// <summary>When its answer arrived; <see cref="long.MaxValue"/> while it is open.</summary>
    public long Returned { get; init; } = long.MaxValue;

    /// <summary>Keys and the revision each must be at (zero: absent) for the writes to happen.</summary>
    public IReadOnlyDictionary<string, long> Guards { get; init; } = new Dictionary<string, long>();

    /// <summary>Keys and the values to write; every value is unique over the whole history.</summary>
    public IReadOnlyDictionary<string, string> Writes { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys to read when a guard fails, or when there is nothing to write.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>What is known of it.</summary>
    public HistoryOutcome Outcome { get; init; }

    /// <summary>When acknowledged: the revision in the reply's header.</summary>
    public long Revision { get; init; }

    /// <summary>When acknowledged: whether the reply says that every guard held.</summary>
    public bool Succeeded { get; init; }

    /// <summary>When acknowledged: the state before, of the keys written or read, as the reply shows it.</summary>
    public IReadOnlyDictionary<string, Seen?> Observed { get; init; } = new Dictionary<string, Seen?>();

    /// <summary>Whether it is known to have written.</summary>
    public bool IsAcknowledgedWrite => Outcome == HistoryOutcome.Acknowledged && Succeeded && Writes.Count > 0;

    /// <summary>Whether it is known to have executed without writing.</summary>
    public bool IsAcknowledgedRead => Outcome == HistoryOutcome.Acknowledged && !IsAcknowledgedWrite;
}
