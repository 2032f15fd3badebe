using Google.Protobuf;
using Google.Protobuf.Reflection;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Http;

/// <summary>Answers a request of the JSON gateway.</summary>
/// <param name="Request">The type of the request.</param>
/// <param name="RunAsync">Runs a request; the response is null exactly when the status is an error.</param>
internal sealed record GatewayMethod(
    MessageDescriptor Request, Func<IMessage, ValueTask<(GrpcStatus Status, IMessage? Response)>> RunAsync);
