namespace Quorate;

/// <summary>What admission decided about one request.</summary>
public enum AdmissionVerdict
{
    /// <summary>Queued for the next entry.</summary>
    Admitted,

    /// <summary>Already in the queue or in the log: its execution will answer it.</summary>
    InFlight,

    /// <summary>Already executed: the session table holds the reply.</summary>
    Executed,

    /// <summary>
    /// A number before it is missing; the front-end sends again in order. Never logged (architecture.md §3).
    /// </summary>
    Gap,

    /// <summary>The queue is full; the front-end tries again.</summary>
    Full,

    /// <summary>The session is not known and no entry that is still to be executed can register it.</summary>
    UnknownSession,

    /// <summary>In flight under the same number with other bytes.</summary>
    NumberReused,

    /// <summary>Larger than the body of an entry may be.</summary>
    TooLarge,
}
