using System.Collections.Frozen;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Quorate.Etcd.Grpc;

/// <summary>
/// Runs the calls of a set of methods: everything about gRPC over HTTP/2, nothing about what is served.
/// </summary>
public sealed class GrpcDispatcher
{
    private readonly FrozenDictionary<string, GrpcMethod> _methods;
    private readonly FrozenSet<string> _services;
    private readonly int _messageBytesMax;
    private readonly Action<GrpcStatus> _refused;

    /// <summary>Creates the dispatcher.</summary>
    /// <param name="methods">What is served; paths are unique.</param>
    /// <param name="messageBytesMax">The largest request message that is read.</param>
    /// <param name="refused">Told of every call that broke a rule of gRPC or named an unknown method.</param>
    public GrpcDispatcher(IEnumerable<GrpcMethod> methods, int messageBytesMax, Action<GrpcStatus> refused)
    {
        _methods = methods.ToFrozenDictionary(method => method.Path, StringComparer.Ordinal);
        _services = _methods.Keys.Select(path => path[1..path.LastIndexOf('/')]).ToFrozenSet(StringComparer.Ordinal);
        _messageBytesMax = messageBytesMax;
        _refused = refused;
    }

    /// <summary>Whether a request's content type says that it is gRPC with protobuf messages.</summary>
    public static bool IsGrpc(string? contentType)
    {
        const string Plain = "application/grpc";
        return contentType is not null && contentType.StartsWith(Plain, StringComparison.OrdinalIgnoreCase)
            && (contentType.Length == Plain.Length || contentType[Plain.Length] is '+' or ';');
    }

    /// <summary>Whether the path names a method.</summary>
    public bool Serves(string path) => _methods.ContainsKey(path);

    /// <summary>Runs one call to its end.</summary>
    /// <param name="features">The HTTP/2 request.</param>
    /// <param name="request">The same request's head.</param>
    /// <param name="call">An idle call to run it in.</param>
    public Task RunAsync(IFeatureCollection features, IHttpRequestFeature request, GrpcCall call)
    {
        call.Begin(features, request, features.GetRequiredFeature<IHttpResponseFeature>(), _messageBytesMax);
        return RunAsync(request, call);
    }

    // One method from the request to its end: hundreds of calls wait here at a time, and each asynchronous method that
    // a call waits in is one more object to allocate.
    private async Task RunAsync(IHttpRequestFeature request, GrpcCall call)
    {
        var succeeded = false;
        try
        {
            GrpcStatus status;
            if (Refusal(request, call) is { } refusal)
            {
                _refused(refusal);
                status = refusal;
            }
            else if (_methods[request.Path] is { UnaryHandler: { } unary } method)
            {
                var read = await call.ReadMessageAsync(method.Headroom).ConfigureAwait(false);
                status = Refusal(read, call) ?? await unary(call, call.Message).ConfigureAwait(false);
            }
            else
            {
                status = await _methods[request.Path].StreamHandler!(call).ConfigureAwait(false);
            }

            succeeded = status.IsOk;
            call.End(status);
        }
        catch (Exception gone) when (gone is ConnectionAbortedException or ConnectionResetException)
        {
            // The client reset the stream or went away: there is nobody left to answer.
            call.End(GrpcProtocolErrors.Canceled);
        }
        finally
        {
            call.Release(succeeded);
        }
    }

    private GrpcStatus? Refusal(in GrpcReadOutcome read, GrpcCall call)
    {
        if (read.HasMessage)
        {
            return call.IsExpired ? GrpcProtocolErrors.DeadlineExceeded : null;
        }

        var status = read.Status.IsOk ? GrpcProtocolErrors.MissingMessage : read.Status;
        _refused(status);
        return status;
    }

    private GrpcStatus? Refusal(IHttpRequestFeature request, GrpcCall call)
    {
        if (!_methods.ContainsKey(request.Path))
        {
            return GrpcProtocolErrors.UnknownMethod(request.Path, _services);
        }

        var headers = request.Headers;
        if (headers.GrpcEncoding is { Count: > 0 } encoding && encoding.ToString() is not ("" or "identity"))
        {
            return GrpcProtocolErrors.UnknownEncoding(encoding.ToString());
        }

        if (headers.GrpcTimeout is { Count: > 0 } timeout)
        {
            if (!GrpcTimeout.TryParse(timeout.ToString(), out var span))
            {
                return GrpcProtocolErrors.MalformedTimeout(timeout.ToString());
            }

            call.SetDeadline(span);
        }

        return null;
    }
}
