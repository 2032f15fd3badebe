namespace Quorate.Tracing;

/// <summary>What a message is about; diagrams colour it by this. The values are part of the trace format.</summary>
public enum MessageFamily : byte
{
    /// <summary>Not a message.</summary>
    None = 0,

    /// <summary>Between a client and a replica.</summary>
    Client = 1,

    /// <summary>Orders entries, or acknowledges them.</summary>
    Order = 2,

    /// <summary>A sign of life; says nothing new most of the time.</summary>
    Heartbeat = 3,

    /// <summary>Changes the view.</summary>
    ViewChange = 4,

    /// <summary>Brings a replica up to date.</summary>
    Transfer = 5,

    /// <summary>Anything else.</summary>
    Other = 6,
}
