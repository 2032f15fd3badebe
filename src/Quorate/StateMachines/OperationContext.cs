namespace Quorate;

/// <summary>What a state machine may know about the operation it applies, besides its bytes.</summary>
/// <param name="Op">The entry's place in the log; operations of one batch share it.</param>
/// <param name="Time">The agreed time of the entry.</param>
/// <param name="Session">The session that submitted it; zero for a pulse.</param>
public readonly record struct OperationContext(OpNumber Op, AgreedTime Time, SessionId Session);
