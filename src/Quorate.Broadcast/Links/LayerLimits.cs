namespace Quorate.Broadcast;

/// <summary>
/// Sizes in bytes. Each level leaves room for the headers of the levels below it, so that a payload which the top takes
/// is never refused further down.
/// </summary>
public static class LayerLimits
{
    /// <summary>The largest payload that a broadcast takes.</summary>
    public const int BroadcastBytesMax = 1 << 20;

    /// <summary>The largest payload that a link takes: a broadcast's, and the widest vector of 255 members.</summary>
    public const int LinkBytesMax = BroadcastBytesMax + 4096;

    /// <summary>The largest frame that a link hands to the network, or takes from it.</summary>
    public const int FrameBytesMax = LinkBytesMax + 4096;

    /// <summary>How many messages to a peer, or of an origin, may be under way, unless stated otherwise.</summary>
    public const int Window = 64;
}
