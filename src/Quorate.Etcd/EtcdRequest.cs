using Quorate.Etcd.Grpc;

namespace Quorate.Etcd;

/// <summary>What is kept for a request and reused with Kestrel's own per-stream state.</summary>
internal sealed class EtcdRequest
{
    /// <summary>The gRPC call, when the request is one.</summary>
    public GrpcCall Call { get; } = new();

    /// <summary>The request's features; they belong to Kestrel.</summary>
    public Microsoft.AspNetCore.Http.Features.IFeatureCollection? Features { get; set; }
}
