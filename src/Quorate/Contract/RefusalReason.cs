namespace Quorate;

/// <summary>Why admission refused a request, definitely and without logging it.</summary>
public enum RefusalReason : byte
{
    /// <summary>The session is not known: it was never registered, or was evicted.</summary>
    UnknownSession = 1,

    /// <summary>The number is executed already and its reply is no longer kept.</summary>
    ReplyForgotten = 2,

    /// <summary>The number was used before with other bytes.</summary>
    NumberReused = 3,

    /// <summary>The request is larger than an entry's body may be.</summary>
    TooLarge = 4,
}
