using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Quorate.Cli.Etcd;

/// <summary>
/// One HTTP/2 connection (cleartext, prior knowledge) to one etcd endpoint; reconnects by itself. Thread-safe.
/// </summary>
internal sealed class EtcdConnection : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly Uri root;

    /// <summary>Creates the connection; the first call opens it.</summary>
    /// <param name="endpoint">Host and port.</param>
    public EtcdConnection(string endpoint)
    {
        Endpoint = endpoint;
        root = new Uri("http://" + endpoint);
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Host and port of the server.</summary>
    public string Endpoint { get; }

    /// <summary>Makes one unary call.</summary>
    /// <param name="method">The path, such as <c>/etcdserverpb.KV/Put</c>.</param>
    /// <param name="frame">The framed request, see <see cref="GrpcFrame"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown.</param>
    /// <returns>The reply's message.</returns>
    /// <exception cref="EtcdException">The call did not succeed.</exception>
    public async Task<ReadOnlyMemory<byte>> CallAsync(
        string method, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        try
        {
            using var request = NewRequest(method, frame);
            using var response = await invoker.SendAsync(request, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new EtcdException(GrpcStatus.DeadlineExceeded, "no answer in time", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var root = exception.GetBaseException().Message;
            throw new EtcdException(GrpcStatus.Unavailable, $"connection to {Endpoint}: {root}", exception);
        }
        catch (FormatException exception)
        {
            throw new EtcdException(GrpcStatus.Internal, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private HttpRequestMessage NewRequest(string method, ReadOnlyMemory<byte> frame)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcContent(frame),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return request;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new EtcdException(GrpcStatus.Unknown, $"HTTP status {(int)response.StatusCode}");
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // A reply without a body carries its status in the headers ("trailers only").
        var status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status");
        if (!int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw new EtcdException(GrpcStatus.Unknown, "The reply carries no gRPC status.");
        }

        if (code == (int)GrpcStatus.Ok)
        {
            return GrpcFrame.Open(body);
        }

        var text = Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message");
        throw new EtcdException((GrpcStatus)code, Uri.UnescapeDataString(text ?? $"gRPC status {code}"));
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
