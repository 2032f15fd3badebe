using System.Net;
using System.Net.Http.Headers;

namespace Quorate.Etcd.Tests;

/// <summary>A request body that begins and never ends: three bytes of a frame's prefix.</summary>
internal sealed class NeverEndingContent : HttpContent
{
    private readonly TaskCompletionSource _isSending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NeverEndingContent() => Headers.ContentType = MediaTypeHeaderValue.Parse("application/grpc");

    /// <summary>Completes when the first bytes were sent.</summary>
    public Task IsSending => _isSending.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(new byte[3], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _isSending.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
