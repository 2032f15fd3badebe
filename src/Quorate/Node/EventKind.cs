namespace Quorate;

/// <summary>The kinds of recorded events. The values are part of the recording format: append only.</summary>
internal enum EventKind : byte
{
    Started = 1,
    Tick = 2,
    TurnEnd = 3,
    RequestsArrived = 4,
    ReadRequested = 5,
    MessageReceived = 6,
    PeerUp = 7,
    PeerDown = 8,
    Persisted = 9,
    LogRead = 10,
    Executed = 11,
    CheckpointTaken = 12,
    CheckpointDurable = 13,
    CheckpointInstalled = 14,
    CheckpointRead = 15,
    Verified = 16,
}
