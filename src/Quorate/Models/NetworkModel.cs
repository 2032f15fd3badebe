namespace Quorate;

/// <summary>
/// What the network may do, from the strongest model to the weakest; each includes the runs of the one before.
/// </summary>
public enum NetworkModel : byte
{
    /// <summary>
    /// Every message between correct processes arrives, once, unaltered, after any finite time and in any order.
    /// </summary>
    Reliable = 0,

    /// <summary>
    /// Messages are lost, repeated (finitely often) and reordered, but what is sent again and again arrives again and
    /// again; nothing is invented.
    /// </summary>
    FairLoss = 1,

    /// <summary>An adversary on the wire drops, delays, repeats, alters and invents messages.</summary>
    Arbitrary = 2,
}
