namespace Quorate;

/// <summary>How far a property holds in a model, from least to most.</summary>
public enum ClaimStrength : byte
{
    /// <summary>Some run of the model violates it, or never gets there.</summary>
    DoesNotHold = 0,

    /// <summary>It holds with a layer beside the protocol, or under an assumption, that the claim names.</summary>
    HoldsWith = 1,

    /// <summary>It holds in every run of the model.</summary>
    Holds = 2,
}
