namespace Quorate.Etcd.Grpc;

/// <summary>
/// Answers a call whose requests are a stream, which it reads from <see cref="GrpcCall.ReadMessageAsync"/>.
/// </summary>
/// <param name="call">The call.</param>
public delegate ValueTask<GrpcStatus> GrpcStreamHandler(GrpcCall call);
