using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Http;

namespace Quorate.Etcd;

/// <summary>
/// What Kestrel runs for each request: gRPC by its content type, everything else as plain HTTP. It sits on the server's
/// features directly, because a middleware pipeline would cost more than the rest of a Put's front-end.
/// </summary>
internal sealed class EtcdApplication(GrpcDispatcher grpc, HttpFrontEnd http) : IHttpApplication<EtcdRequest>
{
    public EtcdRequest CreateContext(IFeatureCollection contextFeatures)
    {
        var request = contextFeatures is IHostContextContainer<EtcdRequest> container
            ? container.HostContext ??= new EtcdRequest()
            : new EtcdRequest();
        request.Features = contextFeatures;
        return request;
    }

    public Task ProcessRequestAsync(EtcdRequest context)
    {
        var features = context.Features!;
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        return GrpcDispatcher.IsGrpc(request.Headers.ContentType) && request.Protocol == HttpProtocol.Http2
            ? grpc.RunAsync(features, request, context.Call)
            : http.RunAsync(new DefaultHttpContext(features), grpc.Serves(request.Path));
    }

    public void DisposeContext(EtcdRequest context, Exception? exception) => context.Features = null;
}
