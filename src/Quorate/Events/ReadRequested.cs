namespace Quorate;

/// <summary>
/// A linearizable read (or a group of them) begins; <see cref="IEffects.ReadReady"/> answers, possibly never: the asker
/// retries under a new cookie.
/// </summary>
public sealed class ReadRequested(Cookie cookie) : ReplicaEvent
{
    /// <summary>Names the read; grows with each one.</summary>
    public Cookie Cookie { get; } = cookie;
}
