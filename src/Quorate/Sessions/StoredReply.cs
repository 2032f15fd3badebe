namespace Quorate;

/// <summary>What the session table keeps of one executed request.</summary>
/// <param name="Op">The op at which it executed.</param>
/// <param name="RequestDigest">The digest of its operation: tells a repetition from another request under the same
/// number.</param>
/// <param name="Reply">The state machine's reply; never changes.</param>
public readonly record struct StoredReply(OpNumber Op, ulong RequestDigest, ReadOnlyMemory<byte> Reply);
