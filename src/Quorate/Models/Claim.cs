namespace Quorate;

/// <summary>Whether a property holds in a model, and why.</summary>
/// <param name="Strength">How far it holds.</param>
/// <param name="Reason">Why, or under which assumption; a clause, for people.</param>
public readonly record struct Claim(ClaimStrength Strength, string Reason)
{
    internal static Claim No(string reason) => new(ClaimStrength.DoesNotHold, reason);

    internal static Claim With(string reason) => new(ClaimStrength.HoldsWith, reason);

    internal static Claim Yes(string reason) => new(ClaimStrength.Holds, reason);
}
