namespace Quorate.Broadcast;

/// <summary>
/// A link or a broadcast: a deterministic function of its events, stacked on the layer below it, whose events it makes
/// and whose indications it takes (broadcasts.md §1). As everywhere, effects are executed in the order emitted.
/// </summary>
public interface ILayer
{
    /// <summary>Handles one event, together with everything below.</summary>
    /// <param name="replicaEvent">What happened; events that a layer does not know are passed down.</param>
    /// <param name="effects">Receives what is to be done; must not call back into the layer.</param>
    void Step(ReplicaEvent replicaEvent, ILayerEffects effects);

    /// <summary>When the next <see cref="Tick"/> is wanted, here or below; a tick may come earlier or later.</summary>
    MonotonicTime NextDeadline { get; }
}
