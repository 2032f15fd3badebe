namespace Quorate.Cli.Serving;

/// <summary>The file that <c>quorate serve --config</c> reads: one replica of a cluster.</summary>
internal sealed record ServeConfig
{
    /// <summary>
    /// The cluster's identity: 32 hexadecimal digits, equal in every replica's file, minted once at random.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>The replication protocol, equal in every replica's file; left out for "vr".</summary>
    public string? Protocol { get; init; }

    /// <summary>This replica's place in <see cref="Members"/>, from 0.</summary>
    public int? Replica { get; init; }

    /// <summary>Every replica, in the same order in every replica's file.</summary>
    public IReadOnlyList<ServeMember>? Members { get; init; }

    /// <summary>Directory of the journal and the checkpoints; used by one replica only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where to listen for peers, HOST:PORT, when that differs from the member's peer address.</summary>
    public string? ListenPeer { get; init; }

    /// <summary>Where to listen for clients, HOST:PORT, when that differs from the member's client address.</summary>
    public IReadOnlyList<string>? ListenClient { get; init; }

    /// <summary>TLS between replicas; left out for plain TCP.</summary>
    public ServeTls? PeerTls { get; init; }

    /// <summary>
    /// TLS for clients; left out for cleartext. With an authority, clients must present a certificate of it.
    /// </summary>
    public ServeTls? ClientTls { get; init; }

    /// <summary>Time-outs, in milliseconds.</summary>
    public ServeTimeouts? Timeouts { get; init; }

    /// <summary>Limits.</summary>
    public ServeLimits? Limits { get; init; }
}
