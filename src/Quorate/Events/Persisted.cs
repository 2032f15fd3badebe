namespace Quorate;

/// <summary>Every write at or below the ticket is on disk.</summary>
public sealed class Persisted(Ticket ticket) : ReplicaEvent
{
    /// <summary>The highest ticket on disk.</summary>
    public Ticket Ticket { get; } = ticket;
}
