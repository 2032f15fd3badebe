namespace Quorate;

/// <summary>Limits and time-outs of a replica's own session client.</summary>
public sealed record FrontEndOptions
{
    /// <summary>
    /// Requests handed to the core and not yet executed. At most the session table's replies kept, so that a
    /// retransmission never finds its reply forgotten.
    /// </summary>
    public int WindowMax { get; init; } = 4096;

    /// <summary>
    /// Encoded bytes of those requests; the last one may exceed it. Three replicas' windows fit into the primary's
    /// admission queue, which drops what does not fit and leaves it to the time-out.
    /// </summary>
    public int WindowBytesMax { get; init; } = 8 << 20;

    /// <summary>Calls that wait for a place in the window; more are refused as overloaded.</summary>
    public int WaitingMax { get; init; } = 16384;

    /// <summary>Bytes of their operations; the last one may exceed it.</summary>
    public int WaitingBytesMax { get; init; } = 64 << 20;

    /// <summary>Reads that wait for confirmation or execution; more fail at once.</summary>
    public int ReadsMax { get; init; } = 65536;

    /// <summary>
    /// The largest operation. At most what admission accepts: a request refused after it got its number costs the
    /// session.
    /// </summary>
    public int OperationBytesMax { get; init; } = new AdmissionLimits().RequestBytesMax;

    /// <summary>
    /// Bytes of operations that are handed to the core as one event; one larger operation goes alone.
    /// </summary>
    public int BatchBytesMax { get; init; } = 1 << 20;

    /// <summary>How long without progress before what is outstanding is sent again; doubles each time.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between retransmissions.</summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromSeconds(4);
}
