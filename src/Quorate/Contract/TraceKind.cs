namespace Quorate;

/// <summary>What a trace event reports. The values are part of trace formats: append only.</summary>
public enum TraceKind : byte
{
    /// <summary>Status, view or both changed.</summary>
    BecameNormal = 1,

    /// <summary>Left the last view.</summary>
    BecameViewChange = 2,

    /// <summary>Waits with a log that may not vote.</summary>
    BecameRecovering = 3,

    /// <summary>Fetches a later view's log.</summary>
    BecameStateTransfer = 4,

    /// <summary>Voted to leave the view (StartViewChange, viewstamped.md A2).</summary>
    VotedToLeave = 5,

    /// <summary>The primary gave its entry an op.</summary>
    Prepared = 6,

    /// <summary>An op became committed here.</summary>
    Committed = 7,

    /// <summary>A log was installed; value is the number of entries replaced.</summary>
    LogInstalled = 8,

    /// <summary>A checkpoint became durable here.</summary>
    CheckpointDurable = 9,

    /// <summary>A checkpoint of a peer was installed.</summary>
    CheckpointInstalled = 10,

    /// <summary>A message was dropped; value is its kind.</summary>
    Dropped = 11,

    /// <summary>An answer of an earlier incarnation, generation, ticket or cookie was dropped.</summary>
    StaleAnswer = 12,

    /// <summary>A request was refused; value is the reason.</summary>
    Refused = 13,

    /// <summary>The primary stopped its heartbeats because it hears no quorum (viewstamped.md 16.3).</summary>
    Abdicated = 14,

    /// <summary>View changes keep failing; value is how many in a row.</summary>
    ViewChangeAlarm = 15,

    /// <summary>Reads were confirmed; value is the round.</summary>
    RoundConfirmed = 16,

    /// <summary>A peer was asked for state; value is the first op wanted.</summary>
    StateRequested = 17,

    /// <summary>An own entry got its stamp; op is its number, value its logical time (lamport.md L1).</summary>
    Issued = 18,

    /// <summary>A peer's message contradicts what is known of it; value says how (lamport.md §7).</summary>
    Contradicted = 19,
}
