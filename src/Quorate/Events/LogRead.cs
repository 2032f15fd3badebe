namespace Quorate;

/// <summary>Answers <see cref="IHostEffects.ReadLog"/>.</summary>
public sealed class LogRead(Cookie cookie, IReadOnlyList<Entry>? entries) : ReplicaEvent
{
    /// <summary>Which read.</summary>
    public Cookie Cookie { get; } = cookie;

    /// <summary>
    /// The entries, contiguous from the first position asked for, possibly fewer; null when they are released or
    /// faulty.
    /// </summary>
    public IReadOnlyList<Entry>? Entries { get; } = entries;
}
