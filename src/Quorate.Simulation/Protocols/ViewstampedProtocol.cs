using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>Viewstamped Replication: any crashes, any losses; progress with a quorum.</summary>
internal sealed class ViewstampedProtocol : ISimulatedProtocol
{
    private const long SettlingTime = 20_000_000_000;
    private readonly ViewstampedOptions _options;

    /// <summary>Draws the sizes of a run.</summary>
    public ViewstampedProtocol(SimulationOptions options, ClusterId cluster, Prng random)
    {
        var drawn = new ViewstampedOptions
        {
            Cluster = cluster,
            Self = default,
            Members = options.Replicas,
            HeartbeatInterval = TimeSpan.FromMilliseconds(random.Between(30, 90)),
            PipelineMax = 1 + random.Below(8),
            LogMemoryBytes = random.Chance(0.5) ? 2048 << random.Below(5) : 32 << 20,
            Admission = new AdmissionLimits { BatchBytesMax = 1024 << random.Below(4) },
            CheckpointOps = random.Chance(0.7) ? 4 + random.Below(200) : 100_000,
        };
        _options = options.Seams.ChangeProtocol?.Invoke(drawn) ?? drawn;
    }

    /// <inheritdoc/>
    public string Name => "vr";

    /// <inheritdoc/>
    public bool ToleratesAbsence => true;

    /// <inheritdoc/>
    public FaultPlan Limit(FaultPlan drawn) => drawn;

    // Each dead primary may cost one time-out at the cap, with jitter; one more may be under way, and one may fail on
    // messages that were delayed for seconds before the faults stopped. The rest is for suspicion, repair and the
    // clients themselves.
    /// <inheritdoc/>
    public long CompletionBudget(int absent)
    {
        var cap = _options.ViewChangeTimeoutMax.Ticks * TimeSpan.NanosecondsPerTick;
        return ((absent + 3) * cap * 3 / 2) + SettlingTime;
    }

    /// <inheritdoc/>
    public IProtocolChecker NewChecker(Checkers checkers, DurableImage[] images) =>
        new ViewstampedChecker(checkers, images);

    /// <inheritdoc/>
    public IReplicaCore NewCore(ReplicaId self, ISessionTable sessions) =>
        new ViewstampedReplica(_options with { Self = self }, sessions);

    /// <inheritdoc/>
    public IMessageDecoder NewDecoder() => new ViewstampedMessageDecoder();
}
