namespace Quorate.Broadcast;

/// <summary>
/// The configuration of one replica of Lamport's total order (lamport.md). Equal on all but for Self.
/// </summary>
public sealed record LamportOptions
{
    /// <summary>Most members of a group: what the metadata must hold of each has to fit into one sector.</summary>
    public const int MembersMax = 12;

    /// <summary>The smallest block of clock values: two, since one would be used up by reserving it.</summary>
    public const ulong ClockBlockMin = 2;

    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>This replica.</summary>
    public required ReplicaId Self { get; init; }

    /// <summary>How many replicas there are; all of them are needed.</summary>
    public required int Members { get; init; }

    /// <summary>The configuration's number.</summary>
    public Epoch Epoch { get; init; }

    /// <summary>After how much silence towards a peer its state is sent to it, so that it knows who lives.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// After how long unacknowledged entries and unanswered questions are sent again; entries later with each time.
    /// </summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Bound of that growth.</summary>
    public TimeSpan ResendIntervalMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long an acknowledgement waits for another message to ride on; well below the resend interval.
    /// </summary>
    public TimeSpan AcknowledgeDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Silence, or lack of progress, after which the status names who is awaited.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The most own entries that are not delivered yet.</summary>
    public int PipelineMax { get; init; } = 8;

    /// <summary>P: the most own entries that some replica has not acknowledged.</summary>
    public int OutboxEntriesMax { get; init; } = 1024;

    /// <summary>B: their bytes.</summary>
    public long OutboxBytesMax { get; init; } = 32 << 20;

    /// <summary>Bytes of entries in one message, unless one entry alone is larger.</summary>
    public int MessageBytesMax { get; init; } = 1 << 20;

    /// <summary>Delivered entries that may wait for execution before no new ones are made here.</summary>
    public int ExecutionLagMax { get; init; } = 256;

    /// <summary>
    /// Delivered entries that may wait for execution before no more are taken from peers (lamport.md L20).
    /// </summary>
    public int TakingLagMax { get; init; } = 4096;

    /// <summary>Rounds of questions for linearizable reads under way at once; later reads share the next one.</summary>
    public int ReadRoundsMax { get; init; } = 2;

    /// <summary>Clock values reserved by one write of the metadata (lamport.md L4).</summary>
    public ulong ClockBlock { get; init; } = 1 << 20;

    /// <summary>How far ahead of the own clock a peer's may be (lamport.md L5).</summary>
    public ulong ClockJumpMax { get; init; } = LamportClock.DefaultJumpMax;

    /// <summary>Bytes of delivered entries between two checkpoints.</summary>
    public long CheckpointBytes { get; init; } = 64 << 20;

    /// <summary>Delivered entries between two checkpoints, at most.</summary>
    public int CheckpointOps { get; init; } = 100_000;

    /// <summary>Bounds of admission.</summary>
    public AdmissionLimits Admission { get; init; } = new();
}
