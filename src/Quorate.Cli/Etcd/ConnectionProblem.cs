using System.Security.Authentication;

namespace Quorate.Cli.Etcd;

/// <summary>Says in words why a connection could not be made or did not last.</summary>
internal static class ConnectionProblem
{
    // HTTP/2's INADEQUATE_SECURITY: how a TLS port of Quorate refuses clear text.
    private const long InadequateSecurity = 0xc;

    /// <summary>Describes what became of a connection.</summary>
    /// <param name="endpoint">The server's scheme, host and port.</param>
    /// <param name="exception">What the call threw.</param>
    /// <param name="hasAnswered">Whether the server has answered any call before.</param>
    public static string Of(Uri endpoint, Exception exception, bool hasAnswered)
    {
        var cause = exception.GetBaseException();
        var isTls = endpoint.Scheme == Uri.UriSchemeHttps;
        var text = cause switch
        {
            HttpProtocolException { ErrorCode: InadequateSecurity } =>
                "it serves TLS: write https://HOST:PORT, or pass --cacert",
            AuthenticationException or IOException when isTls && IsNoTls(cause) =>
                "it does not speak TLS: write http://HOST:PORT, or leave the TLS options out",
            IOException or ObjectDisposedException when isTls && !hasAnswered =>
                "it ended the connection after the TLS handshake: it may require --cert and --key, of an authority "
                + "that it trusts",
            _ when !isTls && !hasAnswered && IsNoHttp2(exception) =>
                "it ended the connection before it spoke HTTP/2; if it serves TLS: write https://HOST:PORT, or pass "
                + "--cacert",
            _ => cause.Message,
        };
        return $"connection to {endpoint.Authority}: {text}";
    }

    // The runtime may see the end of the connection before it has read why.
    private static bool IsNoHttp2(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
    };

    // The runtime has no type for it, only the words of the layer that read the first record.
    private static bool IsNoTls(Exception cause) =>
        cause.Message.Contains("frame size", StringComparison.Ordinal)
        || cause.Message.Contains("wrong version number", StringComparison.Ordinal);
}
