using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Quorate.Etcd.Grpc;

namespace Quorate.Cli.Etcd;

/// <summary>
/// One HTTP/2 connection (cleartext with prior knowledge, or TLS) to one etcd endpoint; reconnects by itself.
/// Thread-safe.
/// </summary>
internal sealed class EtcdConnection : IDisposable
{
    private readonly HttpMessageInvoker invoker;
    private readonly Uri root;
    private volatile bool hasAnswered;

    /// <summary>Creates the connection; the first call opens it.</summary>
    /// <param name="endpoint">
    /// Host and port. Without a scheme, TLS is spoken when <paramref name="tls"/> is given, as etcdctl does.
    /// </param>
    /// <param name="tls">How to secure it; null for the system's trust where the scheme asks for TLS.</param>
    public EtcdConnection(string endpoint, EtcdTls? tls = null)
    {
        Endpoint = endpoint;
        var hasScheme = endpoint.Contains("://", StringComparison.Ordinal);
        root = new Uri(hasScheme ? endpoint : (tls is null ? "http://" : "https://") + endpoint);
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            SslOptions = (tls ?? EtcdTls.System).Options(),
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Host and port of the server, as it was given.</summary>
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
            hasAnswered = true;
            return await ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new EtcdException(GrpcStatusCode.DeadlineExceeded, "no answer in time", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var problem = ConnectionProblem.Of(root, exception, hasAnswered);
            throw new EtcdException(GrpcStatusCode.Unavailable, problem, exception);
        }
        catch (FormatException exception)
        {
            throw new EtcdException(GrpcStatusCode.Internal, exception.Message, exception);
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
            throw new EtcdException(GrpcStatusCode.Unknown, $"HTTP status {(int)response.StatusCode}");
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // A reply without a body carries its status in the headers ("trailers only").
        var status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status");
        if (!int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            throw new EtcdException(GrpcStatusCode.Unknown, "The reply carries no gRPC status.");
        }

        if (code == (int)GrpcStatusCode.Ok)
        {
            return GrpcFrame.Open(body);
        }

        var text = Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message");
        throw new EtcdException((GrpcStatusCode)code, Uri.UnescapeDataString(text ?? $"gRPC status {code}"));
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
