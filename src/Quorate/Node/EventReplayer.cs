namespace Quorate;

/// <summary>
/// Runs recorded events through a fresh core. The executor runs exactly as far as the events say it had run, because
/// admission asks its session table.
/// </summary>
/// <param name="core">A core configured as the recorded one.</param>
/// <param name="executor">An executor configured as the recorded one; the core's admission asks its sessions.</param>
/// <param name="decoder">The protocol's messages.</param>
/// <param name="cluster">The cluster of the recording.</param>
/// <param name="checkpoints">Opens the checkpoints that were loaded in the recorded run.</param>
public sealed class EventReplayer(
    IReplicaCore core, Executor executor, IMessageDecoder decoder, ClusterId cluster, ICheckpointReader checkpoints)
{
    private readonly List<string> _lines = [];

    /// <summary>The effects so far, as <see cref="RecordedEffects"/> writes them.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Replays one event.</summary>
    /// <param name="encoded">What <see cref="ReplicaEventCodec.Encode"/> wrote.</param>
    /// <exception cref="FormatException">The bytes are not an event.</exception>
    public void Replay(ReadOnlyMemory<byte> encoded)
    {
        var replicaEvent = ReplicaEventCodec.Decode(encoded, cluster, decoder)
            ?? throw new FormatException("The recording holds bytes that are not an event.");
        Prepare(replicaEvent);
        var sink = new NodeEffects(SilentHost.Instance, executor, checkpoints);
        var effects = new RecordedEffects(cluster, sink);
        core.Step(replicaEvent, effects);
        _lines.AddRange(effects.Lines);
    }

    private void Prepare(ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case Started { Recovered.Durable.Checkpoint: { } checkpoint } when checkpoint.Op > OpNumber.Zero:
                executor.Load(checkpoint, checkpoints.Open(checkpoint));
                break;
            case Executed executed:
                RunThrough(executed.Op);
                break;
            case CheckpointInstalled installed:
                RunThrough(installed.Reference.Op);
                break;
            default:
                break;
        }
    }

    private void RunThrough(OpNumber op)
    {
        while (executor.Executed < op)
        {
            if (!executor.HasWork)
            {
                throw new FormatException($"The recording executes op {op}, which the replay has not committed.");
            }

            executor.Run(1);
            executor.TakeCheckpoint();
            executor.TakeInstalled();
        }
    }
}
