namespace Quorate.Simulation;

/// <summary>One application of an operation to a state machine.</summary>
/// <param name="Op">The entry it stands in.</param>
/// <param name="Session">The session that submitted it.</param>
/// <param name="Digest">The operation's digest.</param>
internal readonly record struct Applied(ulong Op, ulong Session, ulong Digest);
