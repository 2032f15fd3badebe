namespace Quorate;

/// <summary>
/// An effect of the core for the front-end, kept until the step is over: a read is ready, or a request refused.
/// </summary>
internal readonly record struct FrontEndEffect(
    Cookie Cookie, OpNumber Op, SessionId Session, RequestNumber Number, RefusalReason Reason)
{
    /// <summary>Whether it is about a read.</summary>
    public bool IsRead => Cookie != Cookie.Zero;
}
