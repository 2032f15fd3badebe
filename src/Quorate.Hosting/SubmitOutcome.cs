namespace Quorate.Hosting;

/// <summary>How a submitted operation ended.</summary>
public enum SubmitOutcome
{
    /// <summary>Executed exactly once; the reply is the state machine's.</summary>
    Executed,

    /// <summary>Time ran out: it may have been executed, or may still be. Never submitted again by Quorate.</summary>
    Unknown,

    /// <summary>Definitely not executed: time ran out before it was handed on; no replica has seen it.</summary>
    Expired,

    /// <summary>Definitely not executed: too many requests are waiting on this replica.</summary>
    Overloaded,

    /// <summary>Definitely not executed: the operation is larger than the limit.</summary>
    TooLarge,

    /// <summary>Definitely not executed: this replica is stopping or has stopped.</summary>
    Stopped,
}
