using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Quorate.Etcd.Connections;

namespace Quorate.Etcd;

/// <summary>Turns the options into Kestrel's endpoints and limits.</summary>
internal sealed class EndpointSetup
{
    // Extended key usage "TLS client authentication" (RFC 5280 §4.2.1.12).
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly EtcdServerOptions _options;
    private readonly TlsPortGuard _guard;
    private readonly X509Certificate2? _certificate;
    private readonly X509Certificate2Collection _chain = [];
    private readonly X509Certificate2Collection? _authorities;

    public EndpointSetup(EtcdServerOptions options, EtcdCounters counters)
    {
        _options = options;
        _guard = new TlsPortGuard(counters);
        if (options.ListenAddresses.Count == 0)
        {
            throw new ArgumentException("No address to listen on is given.", nameof(options));
        }

        if (options.CertificatePath is null != options.KeyPath is null)
        {
            throw new ArgumentException("TLS needs both a certificate and its key.", nameof(options));
        }

        if (options.ClientAuthorityPath is not null && options.CertificatePath is null)
        {
            throw new ArgumentException(
                "Client certificates need TLS: give a certificate and its key.", nameof(options));
        }

        if (options.CertificatePath is { } path)
        {
            _certificate = X509Certificate2.CreateFromPemFile(path, options.KeyPath);
            _chain.ImportFromPemFile(path);
        }

        if (options.ClientAuthorityPath is { } authorities)
        {
            _authorities = [];
            _authorities.ImportFromPemFile(authorities);
        }
    }

    public bool IsTls => _certificate is not null;

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // The gRPC layer and the gateway bound it, each with its own error.

        // A stream may say nothing for hours, and etcd asks no speed of anybody. Kestrel would end slow requests, and
        // keep time for each with locks that all requests of a connection share.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100_000; // etcd sets no limit; clients share one connection.
        kestrel.Limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
        kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        foreach (var address in _options.ListenAddresses)
        {
            Listen(kestrel, Parse(address));
        }
    }

    /// <summary>What <paramref name="address"/> asks to listen on.</summary>
    private static IPEndPoint Parse(string address)
    {
        var separator = address.LastIndexOf(':');
        var host = separator < 0 ? string.Empty : address[..separator];
        var hasPort = ushort.TryParse(
            address.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (hasPort && host is "*")
        {
            return new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port);
        }

        if (hasPort && host is "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, port);
        }

        return hasPort && IPEndPoint.TryParse(address, out var endPoint)
            ? endPoint
            : throw new ArgumentException($"\"{address}\" is not an address to listen on: HOST:PORT is expected.");
    }

    private void Listen(KestrelServerOptions kestrel, IPEndPoint endPoint)
    {
        if (_certificate is not null)
        {
            kestrel.Listen(endPoint, ServeTls);
            return;
        }

        kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Listen(new Http2Twin(endPoint), listen => listen.Protocols = HttpProtocols.Http2);
    }

    private void ServeTls(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2; // ALPN chooses.
        listen.Use(next => connection => _guard.RunAsync(connection, next));
        listen.UseHttps(https =>
        {
            https.ServerCertificate = _certificate;
            https.ServerCertificateChain = _chain; // Clients know the authority only, not what stands between.
            if (_authorities is { } authorities)
            {
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (presented, _, _) => IsTrusted(presented, authorities);
            }
        });
    }

    private static bool IsTrusted(X509Certificate2 presented, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        return chain.Build(presented);
    }
}
