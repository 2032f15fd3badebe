namespace Quorate.Etcd.Grpc;

/// <summary>
/// Answers a call with one request message: reads <paramref name="message"/>, writes any number of messages through
/// <see cref="GrpcCall.StartMessage"/>, and returns how the call ended.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="message">
/// The request: first the method's headroom (undefined bytes that are the handler's to fill), then the message. It
/// stays valid and unchanged until the returned task completes, and for good when the status is not OK: then somebody
/// may still hold it.
/// </param>
public delegate ValueTask<GrpcStatus> GrpcUnaryHandler(GrpcCall call, Memory<byte> message);
