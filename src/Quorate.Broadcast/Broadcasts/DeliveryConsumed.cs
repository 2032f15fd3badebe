namespace Quorate.Broadcast;

/// <summary>
/// The layer above no longer holds a delivered message back, so that its origin may go on: this is what bounds the
/// hold-back of the layer above by the window of the layer below.
/// </summary>
/// <param name="origin">Who broadcast it.</param>
/// <param name="number">Its number.</param>
public sealed class DeliveryConsumed(ReplicaId origin, ulong number) : ReplicaEvent
{
    /// <summary>Who broadcast it.</summary>
    public ReplicaId Origin { get; } = origin;

    /// <summary>Its number.</summary>
    public ulong Number { get; } = number;
}
