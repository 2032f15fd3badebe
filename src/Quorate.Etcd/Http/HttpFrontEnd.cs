using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Http;

/// <summary>Plain HTTP: the JSON gateway, health, version and metrics.</summary>
internal sealed class HttpFrontEnd(EtcdContext context)
{
    /// <summary>Answers one request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isGrpcMethod">Whether the path is a gRPC method, which must be called as gRPC.</param>
    public Task RunAsync(HttpContext http, bool isGrpcMethod)
    {
        if (isGrpcMethod)
        {
            context.Counters.BadRequest();
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
