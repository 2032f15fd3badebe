namespace Quorate.Etcd.Grpc;

/// <summary>What reading the next request message came to.</summary>
/// <param name="Status">Not OK: the stream breaks a rule, and the call must end with this status.</param>
/// <param name="HasMessage">Whether there is a message; false with an OK status at the end of the stream.</param>
public readonly record struct GrpcReadOutcome(GrpcStatus Status, bool HasMessage);
