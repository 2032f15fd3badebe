namespace Quorate.Etcd.Grpc;

/// <summary>One method and its handler.</summary>
public sealed class GrpcMethod
{
    private GrpcMethod(string path, int headroom, GrpcUnaryHandler? unary, GrpcStreamHandler? stream)
    {
        Path = path;
        Headroom = headroom;
        UnaryHandler = unary;
        StreamHandler = stream;
    }

    /// <summary>The request path: <c>/package.Service/Method</c>.</summary>
    public string Path { get; }

    /// <summary>Bytes left free before each request message, so that it need not be copied to gain a prefix.</summary>
    public int Headroom { get; }

    internal GrpcUnaryHandler? UnaryHandler { get; }

    internal GrpcStreamHandler? StreamHandler { get; }

    /// <summary>A method with one request message; its responses may be one or a stream.</summary>
    public static GrpcMethod Unary(string path, GrpcUnaryHandler handler, int headroom = 0) =>
        new(path, headroom, handler, null);

    /// <summary>A method whose requests are a stream.</summary>
    public static GrpcMethod Streaming(string path, GrpcStreamHandler handler) => new(path, 0, null, handler);
}
