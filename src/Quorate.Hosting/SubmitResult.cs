namespace Quorate.Hosting;

/// <summary>The outcome of a submitted operation.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reply">The state machine's reply when executed; else empty.</param>
/// <param name="Op">The op at which it executed; else zero.</param>
public readonly record struct SubmitResult(SubmitOutcome Outcome, ReadOnlyMemory<byte> Reply, OpNumber Op);
