using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Quorate.Etcd.Grpc;

/// <summary>
/// One call: its metadata, deadline, requests and responses. Owned by the handler that it was given to until that
/// handler returns; reused for later calls.
/// </summary>
public sealed class GrpcCall
{
    private const string ContentType = "application/grpc";

    private IFeatureCollection? _features;
    private IHttpResponseFeature? _response;
    private PipeReader? _requests;
    private PipeWriter? _responses;
    private byte[]? _message;
    private int _messageBytesMax;
    private long _deadline;
    private bool _hasResponded;

    /// <summary>The request's headers: the call's metadata, among what HTTP/2 and gRPC add.</summary>
    public IHeaderDictionary Metadata { get; private set; } = new HeaderDictionary();

    /// <summary>Fires when the client has cancelled the call or is gone.</summary>
    public CancellationToken Aborted => Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;

    /// <summary>Whether the client's deadline has passed.</summary>
    public bool IsExpired => _deadline != long.MaxValue && Stopwatch.GetTimestamp() >= _deadline;

    /// <summary>
    /// The bytes of the message that <see cref="ReadMessageAsync"/> read last: headroom, then message.
    /// </summary>
    public Memory<byte> Message { get; private set; }

    private IFeatureCollection Features =>
        _features ?? throw new InvalidOperationException("The call is over.");

    /// <summary>The time left until the client's deadline, but at most <paramref name="limit"/>.</summary>
    public TimeSpan Remaining(TimeSpan limit)
    {
        if (_deadline == long.MaxValue)
        {
            return limit;
        }

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline);
        left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
        return left < limit ? left : limit;
    }

    /// <summary>Starts a response message: the caller then writes exactly <paramref name="length"/> bytes.</summary>
    public PipeWriter StartMessage(int length)
    {
        _responses ??= Features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        if (!_hasResponded)
        {
            // The headers go out with the first byte, so they must be complete here.
            _response!.Headers.ContentType = ContentType;
            _hasResponded = true;
        }

        GrpcFrame.WritePrefix(_responses, length);
        return _responses;
    }

    /// <summary>Sends what was written; only streams need it, the end of the call sends the rest.</summary>
    public ValueTask<FlushResult> FlushAsync() =>
        _responses is null ? default : _responses.FlushAsync(Aborted);

    /// <summary>Reads the next request message into <see cref="Message"/>.</summary>
    /// <param name="headroom">Bytes to leave free before it.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrpcReadOutcome> ReadMessageAsync(int headroom)
    {
        _requests ??= Features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        while (true)
        {
            var result = await _requests.ReadAsync().ConfigureAwait(false);
            var received = result.Buffer;
            var hasPrefix = GrpcFrame.TryReadPrefix(received, out var flag, out var length);
            if (hasPrefix && Refusal(flag, length) is { } refusal)
            {
                _requests.AdvanceTo(received.End);
                return new GrpcReadOutcome(refusal, false);
            }

            if (hasPrefix && received.Length >= GrpcFrame.PrefixBytes + length)
            {
                TakeMessage(received.Slice(GrpcFrame.PrefixBytes, length), headroom);
                return new GrpcReadOutcome(GrpcStatus.Ok, true);
            }

            _requests.AdvanceTo(received.Start, received.End);
            if (result.IsCompleted || result.IsCanceled)
            {
                var status = received.IsEmpty ? GrpcStatus.Ok : GrpcProtocolErrors.UnexpectedEnd;
                return new GrpcReadOutcome(status, false);
            }
        }
    }

    internal void Begin(
        IFeatureCollection features, IHttpRequestFeature request, IHttpResponseFeature response, int messageBytesMax)
    {
        _features = features;
        _response = response;
        Metadata = request.Headers;
        _messageBytesMax = messageBytesMax;
        _deadline = long.MaxValue;
        _hasResponded = false;
    }

    internal void SetDeadline(TimeSpan timeout)
    {
        var ticks = timeout.TotalSeconds * Stopwatch.Frequency;
        var now = Stopwatch.GetTimestamp();
        _deadline = ticks >= long.MaxValue - now ? long.MaxValue : now + (long)ticks;
    }

    /// <summary>Writes the status: alone in the headers when nothing was sent before it, else as trailers.</summary>
    internal void End(GrpcStatus status)
    {
        IHeaderDictionary fields;
        if (_hasResponded)
        {
            fields = Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        }
        else
        {
            fields = _response!.Headers;
            fields.ContentType = ContentType;
        }

        fields.GrpcStatus = GrpcStatusText.Of(status.Code);
        if (!status.IsOk)
        {
            fields.GrpcMessage = new StringValues(GrpcMessageText.Encode(status.Message));
        }
    }

    /// <summary>Makes the call ready for reuse.</summary>
    /// <param name="isMessageFree">
    /// Whether nobody else holds the last message, so that its memory may be reused.
    /// </param>
    internal void Release(bool isMessageFree)
    {
        if (_message is { } message && isMessageFree)
        {
            ArrayPool<byte>.Shared.Return(message);
        }

        _message = null;

        Message = default;
        _features = null;
        _response = null;
        _requests = null;
        _responses = null;
    }

    private GrpcStatus? Refusal(byte flag, uint length) =>
        flag != 0 ? GrpcProtocolErrors.Compressed(flag, Metadata)
        : length > _messageBytesMax ? GrpcProtocolErrors.TooLarge(length, _messageBytesMax)
        : null;

    // Copied out at once, so that the connection's flow-control window opens before the call is answered: otherwise the
    // requests that wait for their reply would fill the window and stop those behind them.
    private void TakeMessage(in ReadOnlySequence<byte> message, int headroom)
    {
        var size = headroom + (int)message.Length;
        if (_message is null || _message.Length < size)
        {
            if (_message is not null)
            {
                ArrayPool<byte>.Shared.Return(_message);
            }

            _message = ArrayPool<byte>.Shared.Rent(Math.Max(size, 1));
        }

        message.CopyTo(_message.AsSpan(headroom));
        _requests!.AdvanceTo(message.End);
        Message = _message.AsMemory(0, size);
    }
}
