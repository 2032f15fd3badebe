namespace Quorate;

/// <summary>
/// Records what a core is told and what it does about it, while it runs: a replica is a value of its configuration and
/// the list of its events (architecture.md §2). <see cref="EventReplayer"/> runs the recording again.
/// </summary>
/// <param name="inner">The core.</param>
/// <param name="cluster">Its cluster, for the frames of messages.</param>
public sealed class RecordingCore(IReplicaCore inner, ClusterId cluster) : IReplicaCore
{
    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private readonly List<string> _lines = [];

    /// <summary>The events so far, each as <see cref="ReplicaEventCodec"/> encodes it.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Events => _events;

    /// <summary>The effects so far, as <see cref="RecordedEffects"/> writes them.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <inheritdoc/>
    public MonotonicTime NextDeadline => inner.NextDeadline;

    /// <inheritdoc/>
    public CoreStatus Status => inner.Status;

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        _events.Add(ReplicaEventCodec.Encode(replicaEvent, cluster));
        var recorded = new RecordedEffects(cluster, effects);
        inner.Step(replicaEvent, recorded);
        _lines.AddRange(recorded.Lines);
    }
}
