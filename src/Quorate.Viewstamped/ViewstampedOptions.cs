namespace Quorate.Viewstamped;

/// <summary>The configuration of one VR replica. Equal on all members but for <see cref="Self"/>.</summary>
public sealed record ViewstampedOptions
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>This replica.</summary>
    public required ReplicaId Self { get; init; }

    /// <summary>Members of the configuration, at least one.</summary>
    public required int Members { get; init; }

    /// <summary>The configuration's number.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>How often an idle primary sends Commit.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// Silence of the primary after which a backup votes to leave its view (viewstamped.md 16.1); up to a quarter is
    /// added at random. Longer than the longest pause to be expected, because a broken connection is noticed at once
    /// anyway.
    /// </summary>
    public TimeSpan SuspectTimeout { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Time for a view change to succeed; doubles with each one that fails in a row.</summary>
    public TimeSpan ViewChangeTimeout { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Bound of the doubling; reaching it raises an alarm.</summary>
    public TimeSpan ViewChangeTimeoutMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often votes, DoViewChange and unanswered questions are sent again.</summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a primary stays without an echo from a quorum, or without committing what is in flight (viewstamped.md
    /// 16.3).
    /// </summary>
    public TimeSpan AbdicateTimeout { get; init; } = TimeSpan.FromMilliseconds(1600);

    /// <summary>
    /// P: the most entries in flight, and the entries that DoViewChange and StartView carry (viewstamped.md A5).
    /// </summary>
    public int PipelineMax { get; init; } = 8;

    /// <summary>Bytes of entries in flight.</summary>
    public int PipelineBytesMax { get; init; } = 8 << 20;

    /// <summary>Committed entries that may wait for execution before the primary stops preparing more.</summary>
    public int ExecutionLagMax { get; init; } = 256;

    /// <summary>Bytes of entries kept in memory for peers that lag; what is older is read from the journal.</summary>
    public long LogMemoryBytes { get; init; } = 32 << 20;

    /// <summary>Log bytes between two checkpoints; half the size of the last checkpoint when that is more.</summary>
    public long CheckpointBytes { get; init; } = 64 << 20;

    /// <summary>Entries between two checkpoints, at most.</summary>
    public int CheckpointOps { get; init; } = 100_000;

    /// <summary>Bounds of admission.</summary>
    public AdmissionLimits Admission { get; init; } = new();

    /// <summary>For mutants: a quorum other than the formula's (viewstamped.md DEF-12).</summary>
    internal int? QuorumOverride { get; init; }
}
