namespace Quorate;

/// <summary>How a submitted operation ended.</summary>
public enum CallOutcome
{
    /// <summary>Executed exactly once; the reply is the state machine's.</summary>
    Executed,

    /// <summary>It may have been executed, or may still be: the deadline passed, or the session was lost.</summary>
    Unknown,

    /// <summary>Definitely not executed: the deadline passed before it had a number and was handed on.</summary>
    Expired,

    /// <summary>Definitely not executed: too many calls are waiting on this replica.</summary>
    Overloaded,

    /// <summary>Definitely not executed: the operation is larger than the limit.</summary>
    TooLarge,

    /// <summary>Definitely not executed: this replica has stopped.</summary>
    Stopped,
}
