namespace Quorate.Broadcast;

/// <summary>
/// If any process delivers a message, even one that crashes right after, all correct processes do (CGR §3.4, majority
/// acknowledgement). Delivered when a majority is known to have a copy: one of them is correct, and relays. Needs a
/// majority of correct processes; without one it stays silent, and safe.
/// </summary>
public sealed class UniformReliableBroadcast : RelayedBroadcast
{
    /// <summary>Creates the broadcast.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="links">A perfect link.</param>
    /// <param name="window">W; equal at all members.</param>
    /// <param name="awaitsConsumption">Whether the layer above sends <see cref="DeliveryConsumed"/>.</param>
    public UniformReliableBroadcast(
        Membership membership, ILink links, int window = LayerLimits.Window, bool awaitsConsumption = false)
        : base(membership, links, Options(membership, window, awaitsConsumption))
    {
    }

    private static RelayOptions Options(Membership membership, int window, bool awaitsConsumption) =>
        new(Quorum.Crash(membership.Members), window, awaitsConsumption, LayerLimits.BroadcastBytesMax);
}
