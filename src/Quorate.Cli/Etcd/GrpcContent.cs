using System.Net;
using System.Net.Http.Headers;

namespace Quorate.Cli.Etcd;

/// <summary>A request body that is framed already and shared by many calls.</summary>
internal sealed class GrpcContent : HttpContent
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/grpc");

    private readonly ReadOnlyMemory<byte> frame;

    /// <summary>Creates the content.</summary>
    /// <param name="frame">The framed message; must stay unchanged until the call ends.</param>
    public GrpcContent(ReadOnlyMemory<byte> frame)
    {
        this.frame = frame;
        Headers.ContentType = MediaType;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(frame).AsTask();

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(frame, cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = frame.Length;
        return true;
    }
}
