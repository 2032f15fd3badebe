using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Http;

/// <summary>Plain HTTP: the JSON gateway, health, version and metrics.</summary>
internal sealed class HttpFrontEnd(JsonGateway gateway, EtcdContext context)
{
    private readonly HealthPages _health = new(context);
    private readonly MetricsPage _metrics = new(context);

    /// <summary>Answers one request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isGrpcMethod">Whether the path is a gRPC method, which must be called as gRPC.</param>
    public Task RunAsync(HttpContext http, bool isGrpcMethod)
    {
        AllowOtherOrigins(http);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            return Task.CompletedTask;
        }

        if (isGrpcMethod)
        {
            context.Counters.BadRequest();
            const string Text = "gRPC needs HTTP/2 and the content type application/grpc";
            return Pages.WriteErrorAsync(http, StatusCodes.Status415UnsupportedMediaType, Text);
        }

        var path = http.Request.Path.Value ?? string.Empty;
        if (gateway.Find(path) is { } method)
        {
            return HttpMethods.IsPost(http.Request.Method) ? gateway.RunAsync(http, method) : NotAllowed(http, null);
        }

        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return !isRead ? (IsPage(path) ? NotAllowed(http, "GET") : NotFound(http))
            : Page(http, path) ?? NotFound(http);
    }

    // etcd lets pages of any origin call it, unless it is told otherwise.
    private static void AllowOtherOrigins(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "POST, GET, OPTIONS, PUT, DELETE";
        headers.AccessControlAllowHeaders = "accept, content-type, authorization";
    }

    private static bool IsPage(string path) =>
        path is "/health" or "/livez" or "/readyz" or "/version" or "/metrics";

    private static Task NotAllowed(HttpContext http, string? allowed)
    {
        http.Response.Headers.Allow = allowed;
        return Pages.WriteErrorAsync(http, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
    }

    private static Task NotFound(HttpContext http) =>
        Pages.WriteErrorAsync(http, StatusCodes.Status404NotFound, "404 page not found");

    private Task? Page(HttpContext http, string path) => path switch
    {
        "/version" => Pages.WriteAsync(http, "application/json", VersionText()),
        "/metrics" => Pages.WriteAsync(http, "text/plain; version=0.0.4; charset=utf-8", _metrics.Text()),
        _ => _health.Find(http, path),
    };

    private static string VersionText() =>
        $"{{\"etcdserver\":\"{StatusApi.Version}\",\"etcdcluster\":\"{StatusApi.ClusterVersion}\"}}";
}
