namespace Quorate.Simulation;

/// <summary>What a scenario script did.</summary>
/// <param name="Text">The script with the traces that its commands produced now.</param>
/// <param name="Problems">Expectations that failed, commands that were not understood, violations found by the
/// checkers.</param>
public sealed record ScriptResult(string Text, IReadOnlyList<string> Problems);
