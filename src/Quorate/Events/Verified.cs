namespace Quorate;

/// <summary>Answers <see cref="IHostEffects.Verify"/>.</summary>
public sealed class Verified(Cookie cookie, IReadOnlyList<bool> results) : ReplicaEvent
{
    /// <summary>Which verification.</summary>
    public Cookie Cookie { get; } = cookie;

    /// <summary>For each statement whether its signature is good.</summary>
    public IReadOnlyList<bool> Results { get; } = results;
}
