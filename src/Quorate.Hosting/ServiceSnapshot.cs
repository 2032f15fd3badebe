namespace Quorate.Hosting;

/// <summary>An immutable state and the op it contains.</summary>
/// <param name="State">The state.</param>
/// <param name="Op">The last op executed in it.</param>
public readonly record struct ServiceSnapshot(IStateSnapshot State, OpNumber Op);
