using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// Lamport's total order: replicas crash and come back, the network may lose, repeat and delay; nothing is delivered
/// while anybody is away, and everything once all are back.
/// </summary>
internal sealed class LamportProtocol : ISimulatedProtocol
{
    private const long SettlingTime = 30_000_000_000;
    private readonly LamportOptions _options;

    /// <summary>Draws the sizes of a run.</summary>
    public LamportProtocol(SimulationOptions options, ClusterId cluster, Prng random) => _options = new LamportOptions
    {
        Cluster = cluster,
        Self = default,
        Members = options.Replicas,
        HeartbeatInterval = TimeSpan.FromMilliseconds(random.Between(40, 120)),
        ResendInterval = TimeSpan.FromMilliseconds(random.Between(60, 150)),
        AcknowledgeDelay = TimeSpan.FromMilliseconds(random.Between(2, 30)),
        PipelineMax = 1 + random.Below(8),
        OutboxEntriesMax = random.Chance(0.3) ? 4 + random.Below(60) : 1024,
        MessageBytesMax = 512 << random.Below(8),
        ReadRoundsMax = 1 + random.Below(3),
        ClockBlock = 64UL << random.Below(12),
        Admission = new AdmissionLimits { BatchBytesMax = 1024 << random.Below(4) },
        CheckpointOps = random.Chance(0.7) ? 4 + random.Below(200) : 100_000,
    };

    /// <inheritdoc/>
    public string Name => "lamport";

    /// <inheritdoc/>
    public bool ToleratesAbsence => false;

    /// <inheritdoc/>
    public FaultPlan Limit(FaultPlan drawn) => drawn;

    /// <inheritdoc/>
    public long CompletionBudget(int absent)
    {
        Contract.Assert(absent == 0, "every replica is needed");
        return SettlingTime;
    }

    /// <inheritdoc/>
    public IProtocolChecker NewChecker(Checkers checkers, DurableImage[] images) =>
        new LamportChecker(images, checkers.Violations);

    /// <inheritdoc/>
    public IReplicaCore NewCore(ReplicaId self, ISessionTable sessions) =>
        new LamportReplica(_options with { Self = self }, sessions);

    /// <inheritdoc/>
    public IMessageDecoder NewDecoder() => new LamportMessageDecoder();
}
