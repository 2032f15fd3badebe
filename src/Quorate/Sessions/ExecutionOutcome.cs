namespace Quorate;

/// <summary>
/// What executing one request of a session came to. Every replica comes to the same (architecture.md §3).
/// </summary>
public enum ExecutionOutcome : byte
{
    /// <summary>The state machine ran; the reply is its.</summary>
    Executed = 1,

    /// <summary>
    /// The number was executed before; the reply is the stored one, the op that of the first execution.
    /// </summary>
    Duplicate = 2,

    /// <summary>The number was executed before and its reply is no longer kept.</summary>
    ReplyForgotten = 3,

    /// <summary>The number was used before with other bytes; nothing ran.</summary>
    NumberReused = 4,

    /// <summary>A number below it was never executed; nothing ran and the session did not advance.</summary>
    Gap = 5,

    /// <summary>The session was never registered, or was evicted; nothing ran.</summary>
    UnknownSession = 6,
}
