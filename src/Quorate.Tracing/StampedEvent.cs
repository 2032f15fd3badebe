namespace Quorate.Tracing;

/// <summary>An event with its logical times.</summary>
/// <param name="Event">The event.</param>
/// <param name="Lamport">Its Lamport time: larger than that of everything that happened before it.</param>
/// <param name="Vector">Its vector time: smaller, component by component, iff it happened before.</param>
public sealed record StampedEvent(TracedEvent Event, long Lamport, VectorTime Vector)
{
    /// <summary>Its place among the events of its process, from 1 on.</summary>
    public int Place => Vector[Event.Process];
}
