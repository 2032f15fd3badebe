namespace Quorate.Tracing;

/// <summary>What a traced event is. The values and names are part of the trace format: append only.</summary>
public enum TracedKind : byte
{
    /// <summary>A process sends a message to another.</summary>
    Send = 1,

    /// <summary>A process takes a message that another sent.</summary>
    Receive = 2,

    /// <summary>
    /// A message, or a copy of it, will not arrive. This happens in the network: it is no event of any process and has
    /// the stamps of the sending.
    /// </summary>
    Lost = 3,

    /// <summary>A client asks: the sending of a request.</summary>
    Request = 4,

    /// <summary>A replica answers a client: the sending of a reply.</summary>
    Reply = 5,

    /// <summary>A process starts for the first time.</summary>
    Start = 6,

    /// <summary>A process dies.</summary>
    Crash = 7,

    /// <summary>A process starts again.</summary>
    Restart = 8,

    /// <summary>A deadline comes.</summary>
    Timer = 9,

    /// <summary>A replica leaves its view and promises itself to a later one.</summary>
    ViewLeft = 10,

    /// <summary>A replica takes part in a view.</summary>
    ViewEntered = 11,

    /// <summary>A replica hands an entry to its disk.</summary>
    Append = 12,

    /// <summary>A replica hears that what it handed to its disk is durable.</summary>
    Flush = 13,

    /// <summary>An entry becomes committed at a replica.</summary>
    Commit = 14,

    /// <summary>A replica takes over another log, or the end of one.</summary>
    LogInstalled = 15,

    /// <summary>A checkpoint becomes durable at a replica, or is installed there.</summary>
    Checkpoint = 16,

    /// <summary>Anything else that a process reports of itself.</summary>
    Note = 17,
}
