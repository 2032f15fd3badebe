namespace Quorate.Transport;

/// <summary>How a replica reaches its peers.</summary>
public sealed record TransportOptions
{
    /// <summary>The cluster; connections of another one are refused.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The configuration; connections of another one are refused.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>The letter of the replication protocol; connections of another one are refused.</summary>
    public byte Protocol { get; init; }

    /// <summary>This replica.</summary>
    public required ReplicaId Self { get; init; }

    /// <summary>All members, this replica included.</summary>
    public required IReadOnlyList<PeerEndpoint> Members { get; init; }

    /// <summary>The address to listen on; null: this member's own.</summary>
    public PeerEndpoint? Listen { get; init; }

    /// <summary>TLS; null: plain TCP.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>
    /// Bytes that may wait for one slow peer. What does not fit is dropped and counted: the protocol retransmits.
    /// Holds at least one largest frame.
    /// </summary>
    public int OutgoingBytesMax { get; init; } = 4 * Frame.LengthMax;

    /// <summary>How long connecting and the handshake may take together.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The first pause before connecting again; doubles up to <see cref="ReconnectMax"/>, less up to half.
    /// </summary>
    public TimeSpan ReconnectMin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause before connecting again.</summary>
    public TimeSpan ReconnectMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The loop's own poll, when it reads and writes the sockets itself: one hand-over between threads less for every
    /// message. Not under TLS, and only where <see cref="ConnectionPoll.IsSupported"/>.
    /// </summary>
    public ConnectionPoll? Poll { get; init; }

    /// <summary>How long sent bytes may stay unacknowledged, or a silent peer may ignore keepalives.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(3);
}
