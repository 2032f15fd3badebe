namespace Quorate.Broadcast;

/// <summary>Why a layer dropped what arrived. None of these loses a message that the layer promises.</summary>
public enum LayerDrop : byte
{
    /// <summary>The bytes are no message of this layer, or say what cannot be.</summary>
    Malformed = 1,

    /// <summary>It arrived before.</summary>
    Duplicate = 2,

    /// <summary>Its number is beyond the window; a sender that keeps to the window sends it again.</summary>
    BeyondWindow = 3,

    /// <summary>Longer than <see cref="LayerLimits.FrameBytesMax"/>.</summary>
    TooLarge = 4,

    /// <summary>The sender is not a peer of this group.</summary>
    Stranger = 5,

    /// <summary>The authenticator does not vouch for it.</summary>
    Forged = 6,

    /// <summary>It was made for, or in, another session: an earlier life of the sender or of the receiver.</summary>
    StaleSession = 7,

    /// <summary>Its counter was used before, or is too old for the replay window to tell.</summary>
    Replayed = 8,

    /// <summary>The frame was given up because the peer's session is not known yet; the link above repeats.</summary>
    NoSession = 9,

    /// <summary>Its logical time is further ahead than a clock accepts (clocks.md C3).</summary>
    ClockTooFarAhead = 10,
}
