using System.Collections.Frozen;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;
using Quorate.KeyValue;

namespace Quorate.Etcd.Http;

/// <summary>
/// etcd's JSON gateway: the gRPC methods as POST requests, under /v3 and, as etcd 3.4 serves them too, /v3beta.
/// </summary>
internal sealed class JsonGateway
{
    private static readonly string[] Prefixes = ["/v3", "/v3beta"];

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly KeyValueApi _keyValue;
    private readonly EtcdContext _context;
    private readonly FrozenDictionary<string, GatewayMethod> _methods;

    public JsonGateway(KeyValueApi keyValue, StatusApi status, EtcdContext context)
    {
        _keyValue = keyValue;
        _context = context;
        var methods = new Dictionary<string, GatewayMethod>
        {
            ["/kv/range"] = KeyValue(OperationCode.Range, RangeRequest.Descriptor, RangeResponse.Parser),
            ["/kv/put"] = KeyValue(OperationCode.Put, PutRequest.Descriptor, PutResponse.Parser),
            ["/kv/deleterange"] =
                KeyValue(OperationCode.DeleteRange, DeleteRangeRequest.Descriptor, DeleteRangeResponse.Parser),
            ["/kv/txn"] = KeyValue(OperationCode.Txn, TxnRequest.Descriptor, TxnResponse.Parser),
            ["/kv/compaction"] =
                KeyValue(OperationCode.Compact, CompactionRequest.Descriptor, CompactionResponse.Parser),
            ["/maintenance/status"] =
                new(StatusRequest.Descriptor, _ => new((GrpcStatus.Ok, status.Status()))),
            ["/cluster/member/list"] =
                new(MemberListRequest.Descriptor, _ => new((GrpcStatus.Ok, status.Members()))),
        };
        foreach (var (path, name) in UnbuiltMethods.GatewayPaths)
        {
            var answer = EtcdErrors.NotBuilt(name);
            methods.Add(path, new(StatusRequest.Descriptor, _ => new((answer, null))));
        }

        _methods = Prefixes
            .SelectMany(prefix => methods.Select(method => KeyValuePair.Create(prefix + method.Key, method.Value)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The method at a path, or null.</summary>
    public GatewayMethod? Find(string path) => _methods.GetValueOrDefault(path);

    /// <summary>Answers one request.</summary>
    public async Task RunAsync(HttpContext http, GatewayMethod method)
    {
        _context.Counters.Request();
        var (status, request) = await ReadAsync(http, method).ConfigureAwait(false);
        IMessage? response = null;
        if (status.IsOk)
        {
            (status, response) = await method.RunAsync(request!).ConfigureAwait(false);
        }
        else
        {
            _context.Counters.BadRequest();
        }

        if (!status.IsOk)
        {
            _context.CountFailure(status);
            await WriteErrorAsync(http, status).ConfigureAwait(false);
            return;
        }

        using var json = new PooledBuffer();
        JsonMessageWriter.Write(json, response!);
        http.Response.Headers["Grpc-Metadata-Content-Type"] = "application/grpc";
        await WriteAsync(http, json.Written).ConfigureAwait(false);
    }

    private static async Task WriteErrorAsync(HttpContext http, GrpcStatus status)
    {
        using var json = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, status.Message);
            writer.WriteString("message"u8, status.Message);
            writer.WriteNumber("code"u8, (int)status.Code);
            writer.WriteEndObject();
        }

        http.Response.StatusCode = HttpStatusMapping.Of(status.Code);
        await WriteAsync(http, json.Written).ConfigureAwait(false);
    }

    private static async ValueTask WriteAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.BodyWriter.WriteAsync(json).ConfigureAwait(false);
    }

    private async ValueTask<(GrpcStatus Status, IMessage? Request)> ReadAsync(HttpContext http, GatewayMethod method)
    {
        // Base64 makes a request a third longer; what is longer than twice the limit is not read at all.
        var body = await RequestBody.ReadAsync(http, _context.Options.RequestBytesMax * 2).ConfigureAwait(false);
        if (body is null)
        {
            return (EtcdErrors.RequestTooLarge, null);
        }

        try
        {
            return (GrpcStatus.Ok, Parser.Parse(body.Length == 0 ? "{}" : body, method.Request));
        }
        catch (Exception malformed) when (malformed is InvalidProtocolBufferException or InvalidJsonException)
        {
            return (new GrpcStatus(GrpcStatusCode.InvalidArgument, malformed.Message), null);
        }
    }

    private GatewayMethod KeyValue(OperationCode code, MessageDescriptor request, MessageParser response) =>
        new(request, message => RunAsync(code, message, response));

    private async ValueTask<(GrpcStatus Status, IMessage? Response)> RunAsync(
        OperationCode code, IMessage request, MessageParser parser)
    {
        var framed = new byte[KeyValueApi.Headroom + request.CalculateSize()];
        request.WriteTo(framed.AsSpan(KeyValueApi.Headroom));
        using var reply = await _keyValue.RunAsync(code, framed, _context.Options.RequestTimeout).ConfigureAwait(false);
        if (!reply.Status.IsOk)
        {
            return (reply.Status, null);
        }

        using var response = new PooledBuffer();
        response.Advance(_context.Header.Write(response.GetSpan(ReplyHeader.BytesMax), reply.Revision));
        response.WriteSpan(reply.Body);
        return (GrpcStatus.Ok, parser.ParseFrom(response.Written.Span));
    }
}
