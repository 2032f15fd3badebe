using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Quorate.Etcd.Grpc;

/// <summary>The errors of the wire layer itself, in the words of grpc-go, which is what etcd's clients know.</summary>
internal static class GrpcProtocolErrors
{
    public static GrpcStatus UnexpectedEnd { get; } = new(GrpcStatusCode.Internal, "unexpected EOF");

    public static GrpcStatus MissingMessage { get; } =
        new(GrpcStatusCode.Internal, "the call ended before its request message");

    public static GrpcStatus DeadlineExceeded { get; } =
        new(GrpcStatusCode.DeadlineExceeded, "context deadline exceeded");

    public static GrpcStatus Canceled { get; } = new(GrpcStatusCode.Canceled, "context canceled");

    public static GrpcStatus MalformedTimeout(string text) =>
        new(GrpcStatusCode.Internal, $"malformed grpc-timeout: \"{text}\"");

    public static GrpcStatus TooLarge(uint length, int limit) => new(
        GrpcStatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"grpc: received message larger than max ({length} vs. {limit})"));

    public static GrpcStatus UnknownEncoding(string encoding) => new(
        GrpcStatusCode.Unimplemented, $"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\"");

    public static GrpcStatus Compressed(byte flag, IHeaderDictionary metadata) =>
        flag != 1 ? new(GrpcStatusCode.Internal, $"grpc: received unexpected payload format {flag}")
        : metadata.GrpcEncoding.ToString() is { Length: > 0 } encoding and not "identity" ? UnknownEncoding(encoding)
        : new(GrpcStatusCode.Unimplemented, "grpc: compressed flag set with identity or empty encoding");

    /// <summary>The path names nothing that is served.</summary>
    public static GrpcStatus UnknownMethod(string path, IReadOnlySet<string> services)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 1 || path[0] != '/')
        {
            return new(GrpcStatusCode.Unimplemented, $"malformed method name: \"{path}\"");
        }

        var service = path[1..slash];
        return services.Contains(service)
            ? new(GrpcStatusCode.Unimplemented, $"unknown method {path[(slash + 1)..]} for service {service}")
            : new(GrpcStatusCode.Unimplemented, $"unknown service {service}");
    }
}
