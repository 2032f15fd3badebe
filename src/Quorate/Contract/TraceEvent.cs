namespace Quorate;

/// <summary>One thing that happened inside a replica: small and typed, so that tracing allocates nothing.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="View">The replica's view then.</param>
/// <param name="Op">The op concerned, or the head.</param>
/// <param name="Commit">The commit number then.</param>
/// <param name="Peer">The other replica concerned, or none.</param>
/// <param name="Value">What <see cref="TraceKind"/> says for the kind.</param>
public readonly record struct TraceEvent(
    TraceKind Kind, ViewNumber View, OpNumber Op, OpNumber Commit, ReplicaId Peer, ulong Value);
