using Google.Protobuf;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd;

/// <summary>etcdserverpb.Maintenance and etcdserverpb.Cluster over gRPC: what is built of them.</summary>
internal sealed class ClusterServices(StatusApi api, EtcdContext context)
{
    /// <summary>The methods.</summary>
    public IEnumerable<GrpcMethod> Methods =>
    [
        Method("/etcdserverpb.Maintenance/Status", StatusRequest.Parser, api.Status),
        Method("/etcdserverpb.Cluster/MemberList", MemberListRequest.Parser, api.Members),
    ];

    private GrpcMethod Method(string path, MessageParser parser, Func<IMessage> answer) =>
        GrpcMethod.Unary(path, (call, message) => new(Run(parser, answer, call, message)));

    private GrpcStatus Run(MessageParser parser, Func<IMessage> answer, GrpcCall call, Memory<byte> message)
    {
        if (context.Refusal(call) is { } refusal)
        {
            return refusal;
        }

        try
        {
            parser.ParseFrom(message.Span);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            context.Counters.BadRequest();
            return EtcdErrors.Malformed(malformed.Message);
        }

        call.WriteMessage(answer());
        return GrpcStatus.Ok;
    }
}
