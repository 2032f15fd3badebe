namespace Quorate.Broadcast;

/// <summary>What a cell of stable storage holds. The values are part of what is on disk: append only.</summary>
public enum CellKind : byte
{
    /// <summary>Logged link: a message not yet acknowledged by the peer; the number is its number.</summary>
    Outbox = 1,

    /// <summary>Logged link: the number of the next message to the peer.</summary>
    NextNumber = 2,

    /// <summary>Logged link: the number of the next message expected from the peer.</summary>
    NextExpected = 3,

    /// <summary>Total order: the logical clock.</summary>
    Clock = 4,

    /// <summary>Total order: a message of the peer not yet delivered; the number is its time.</summary>
    HoldBack = 5,

    /// <summary>Total order: the latest time heard from the peer.</summary>
    Heard = 6,

    /// <summary>Total order: the last message delivered here.</summary>
    Delivered = 7,

    /// <summary>Total order: an own message that not everybody is known to have delivered.</summary>
    Own = 8,

    /// <summary>Total order: the last message that the peer said it delivered.</summary>
    PeerDelivered = 9,
}
