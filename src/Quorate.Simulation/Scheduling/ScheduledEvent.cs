namespace Quorate.Simulation;

/// <summary>Something that the world will do: a value, so that scheduling allocates nothing.</summary>
/// <param name="Time">When, in simulated nanoseconds.</param>
/// <param name="Sequence">Its number among all events scheduled: the tie-break, so that equal times keep their
/// order.</param>
/// <param name="Kind">What.</param>
/// <param name="Node">The replica or client concerned.</param>
/// <param name="Index">A slot, a peer or a client, as the kind says.</param>
/// <param name="Value">A ticket, an incarnation or a cookie, as the kind says.</param>
internal readonly record struct ScheduledEvent(
    long Time, ulong Sequence, WorldEventKind Kind, int Node, int Index, ulong Value);
