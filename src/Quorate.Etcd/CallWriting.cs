using Google.Protobuf;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd;

/// <summary>Writes generated messages to calls.</summary>
internal static class CallWriting
{
    /// <summary>Writes one response message.</summary>
    public static void WriteMessage(this GrpcCall call, IMessage message) =>
        message.WriteTo(call.StartMessage(message.CalculateSize()));
}
