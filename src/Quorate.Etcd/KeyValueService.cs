using System.Runtime.CompilerServices;
using Quorate.Etcd.Grpc;
using Quorate.KeyValue;

namespace Quorate.Etcd;

/// <summary>etcdserverpb.KV over gRPC: raw request bytes in, header and raw response bytes out.</summary>
internal sealed class KeyValueService(KeyValueApi api, EtcdContext context)
{
    private const string Service = "/etcdserverpb.KV/";

    /// <summary>The methods.</summary>
    public IEnumerable<GrpcMethod> Methods =>
    [
        Method("Range", OperationCode.Range),
        Method("Put", OperationCode.Put),
        Method("DeleteRange", OperationCode.DeleteRange),
        Method("Txn", OperationCode.Txn),
        Method("Compact", OperationCode.Compact),
    ];

    private GrpcMethod Method(string name, OperationCode code) =>
        GrpcMethod.Unary(Service + name, (call, message) => RunAsync(code, call, message), KeyValueApi.Headroom);

    private ValueTask<GrpcStatus> RunAsync(OperationCode code, GrpcCall call, Memory<byte> message)
    {
        if (context.Refusal(call) is { } refusal)
        {
            return new(refusal);
        }

        if (api.Refusal(code, message) is { } invalid)
        {
            context.CountFailure(invalid);
            return new(invalid);
        }

        var timeout = call.Remaining(context.Options.RequestTimeout);
        return KeyValueApi.IsRead(message.Span)
            ? ReadAsync(call, message, timeout)
            : SubmitAsync(call, message, timeout);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GrpcStatus> SubmitAsync(GrpcCall call, Memory<byte> message, TimeSpan timeout) =>
        Answer(call, api.ReplyOf(await api.SubmitAsync(message, timeout).ConfigureAwait(false)));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GrpcStatus> ReadAsync(GrpcCall call, Memory<byte> message, TimeSpan timeout)
    {
        using var reply = await api.ReadAsync(message, timeout).ConfigureAwait(false);
        return Answer(call, reply);
    }

    private GrpcStatus Answer(GrpcCall call, in KeyValueReply reply)
    {
        if (reply.Status.IsOk)
        {
            Write(call, reply);
        }
        else
        {
            context.CountFailure(reply.Status);
        }

        return reply.Status;
    }

    private void Write(GrpcCall call, in KeyValueReply reply)
    {
        Span<byte> header = stackalloc byte[ReplyHeader.BytesMax];
        header = header[..context.Header.Write(header, reply.Revision)];
        var body = reply.Body;
        var writer = call.StartMessage(header.Length + body.Length);
        writer.WriteSpan(header);
        writer.WriteSpan(body);
    }
}
