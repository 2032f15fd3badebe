namespace Quorate.Simulation;

/// <summary>What a scheduled event of the world does. The values enter the trace hash.</summary>
internal enum WorldEventKind : byte
{
    /// <summary>A frame arrives; index is its slot, value the receiver's incarnation when it matters.</summary>
    Deliver = 1,

    /// <summary>The replica's loop runs a turn over what has arrived.</summary>
    Turn = 2,

    /// <summary>The replica's own deadline is due.</summary>
    Tick = 3,

    /// <summary>A group flush completes.</summary>
    FlushDone = 4,

    /// <summary>The executor gets time.</summary>
    Execute = 5,

    /// <summary>A background completion of the host (log read, checkpoint written) is due; index is its slot.</summary>
    HostAnswer = 6,

    /// <summary>The transport reports a peer up; index is the peer.</summary>
    PeerUp = 7,

    /// <summary>The transport reports a peer down; index is the peer.</summary>
    PeerDown = 8,

    /// <summary>The replica's process dies.</summary>
    Crash = 9,

    /// <summary>The replica's process starts again.</summary>
    Restart = 10,

    /// <summary>The fault injector acts; index says which fault.</summary>
    Fault = 11,

    /// <summary>A client acts; index is the client.</summary>
    Client = 12,

    /// <summary>A client stops waiting; index is the client, value the call.</summary>
    ClientTimeout = 13,

    /// <summary>Faults stop and the run must complete.</summary>
    Stabilise = 14,
}
