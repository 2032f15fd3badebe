namespace Quorate;

/// <summary>The reads of one turn: they share a cookie, a confirmation and an answer.</summary>
internal sealed class ReadGroup
{
    /// <summary>What the core was asked under.</summary>
    public Cookie Cookie { get; set; }

    /// <summary>The op whose execution the reads wait for, once confirmed.</summary>
    public OpNumber? ReadyAt { get; set; }

    /// <summary>The reads.</summary>
    public List<PendingRead> Reads { get; } = [];
}
