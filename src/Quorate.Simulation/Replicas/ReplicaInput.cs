namespace Quorate.Simulation;

/// <summary>Something that waits for a replica's next turn.</summary>
/// <param name="From">The sender of a frame.</param>
/// <param name="Frame">The frame, or empty.</param>
/// <param name="Number">The number of the frame's sending in the run.</param>
/// <param name="Persisted">The ticket of a completed flush, or zero.</param>
/// <param name="Event">Any other event, or null.</param>
internal readonly record struct ReplicaInput(
    ReplicaId From, ReadOnlyMemory<byte> Frame, long Number, Ticket Persisted, ReplicaEvent? Event);
