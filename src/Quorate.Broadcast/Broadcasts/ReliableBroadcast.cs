namespace Quorate.Broadcast;

/// <summary>
/// If one correct process delivers a message, all correct processes do, also when its sender crashed half-way (CGR
/// §3.3, eager: relayed on first receipt, so that no failure detector is needed for it). Delivered at the first copy.
/// </summary>
public sealed class ReliableBroadcast : RelayedBroadcast
{
    /// <summary>Creates the broadcast.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="links">A perfect link.</param>
    /// <param name="window">W; equal at all members.</param>
    /// <param name="awaitsConsumption">Whether the layer above sends <see cref="DeliveryConsumed"/>.</param>
    public ReliableBroadcast(
        Membership membership, ILink links, int window = LayerLimits.Window, bool awaitsConsumption = false)
        : base(membership, links, new RelayOptions(1, window, awaitsConsumption, LayerLimits.BroadcastBytesMax))
    {
    }
}
