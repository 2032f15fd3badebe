namespace Quorate.Simulation;

/// <summary>
/// What a scheduled event of the world does. The values enter the trace hash; those below <see cref="PeerUp"/> that
/// concern a replica belong to one of its incarnations, which the event's value names.
/// </summary>
internal enum WorldEventKind : byte
{
    /// <summary>A frame arrives; index is its slot.</summary>
    Deliver = 1,

    /// <summary>The replica's loop runs a turn over what has arrived.</summary>
    Turn = 2,

    /// <summary>The replica's own deadline is due.</summary>
    Tick = 3,

    /// <summary>A group flush completes.</summary>
    FlushDone = 4,

    /// <summary>Background work of the host (log read, checkpoint written) completes; index is its slot.</summary>
    HostAnswer = 5,

    /// <summary>The transport reports a peer up; index is the peer.</summary>
    PeerUp = 6,

    /// <summary>The transport reports a peer down; index is the peer.</summary>
    PeerDown = 7,

    /// <summary>The replica's process starts again.</summary>
    Restart = 8,

    /// <summary>The fault injector acts; index says which fault.</summary>
    Fault = 9,

    /// <summary>A client acts; index is the client.</summary>
    Client = 10,

    /// <summary>Faults stop, or the run's end is looked for.</summary>
    Stabilise = 11,
}
