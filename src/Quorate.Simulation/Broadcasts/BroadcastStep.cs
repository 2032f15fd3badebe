namespace Quorate.Simulation;

/// <summary>One step of a history.</summary>
/// <param name="Time">When, in simulated nanoseconds.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Process">Where.</param>
/// <param name="Peer">
/// The receiver of what was requested, or none for a broadcast; the sender or origin of what was delivered.
/// </param>
/// <param name="Message">The message's identity; zero for bytes that no process ever gave to a stack.</param>
/// <param name="Number">The delivery's number, or the logical time of a request for the resource.</param>
public readonly record struct BroadcastStep(
    long Time, BroadcastStepKind Kind, ReplicaId Process, ReplicaId Peer, ulong Message, ulong Number);
