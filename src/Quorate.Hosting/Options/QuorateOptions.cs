namespace Quorate.Hosting;

/// <summary>
/// One replica of a cluster, as its operator configures it. Binds from configuration;
/// <see cref="QuorateOptionsValidator"/> says what is wrong and what to do.
/// </summary>
public sealed class QuorateOptions
{
    /// <summary>
    /// The cluster's identity, 32 hexadecimal digits, the same on all replicas: mint it once, at random.
    /// </summary>
    public string ClusterId { get; set; } = string.Empty;

    /// <summary>The replication protocol, the same on all replicas: one of <see cref="ReplicaProtocols"/>.</summary>
    public string Protocol { get; set; } = ReplicaProtocols.Default;

    /// <summary>This replica's place in <see cref="Members"/>, from 0.</summary>
    public int ReplicaId { get; set; }

    /// <summary>The peer addresses of all members, <c>host:port</c>, in the same order on all replicas.</summary>
    public IList<string> Members { get; set; } = [];

    /// <summary>Where to listen for peers when that differs from this member's own address; else null.</summary>
    public string? ListenAddress { get; set; }

    /// <summary>
    /// The directory of the journal and checkpoints; made when missing, and used by one replica only.
    /// </summary>
    public string DataDirectory { get; set; } = string.Empty;

    /// <summary>TLS between replicas; null for plain TCP.</summary>
    public QuorateTlsOptions? Tls { get; set; }

    /// <summary>How often an idle primary tells its backups that it lives.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// How long a backup hears nothing from the primary before it asks for another one. At least four heartbeats, and
    /// longer than the longest pause of the process (garbage collection, a stopped virtual machine).
    /// </summary>
    public TimeSpan SuspectTimeout { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The largest operation, in bytes; at most 2 MiB.</summary>
    public int OperationBytesMax { get; set; } = 2 << 20;

    /// <summary>Operations that may wait on this replica; more are answered as overloaded.</summary>
    public int PendingOperationsMax { get; set; } = 16384;

    /// <summary>Log entries between two checkpoints, at most; an entry holds a batch of operations.</summary>
    public int CheckpointEveryOps { get; set; } = 100_000;
}
