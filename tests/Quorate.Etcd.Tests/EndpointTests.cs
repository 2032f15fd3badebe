using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Quorate.Etcd.Tests;

public sealed class EndpointTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-tls").FullName;
    private readonly X509Certificate2 _certificate;
    private readonly EtcdServerOptions _options = new();

    public EndpointTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _options.CertificatePath = Path.Combine(_directory, "server.pem");
        _options.KeyPath = Path.Combine(_directory, "server.key");
        File.WriteAllText(_options.CertificatePath, _certificate.ExportCertificatePem());
        File.WriteAllText(_options.KeyPath, key.ExportPkcs8PrivateKeyPem());
        _options.ListenAddresses.Add("127.0.0.1:0");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AlpnChoosesBetweenTheProtocols()
    {
        await using var server = await StartAsync();
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            Assert.Equal(version, await GetVersionAsync(server, version, null));
        }
    }

    [Fact]
    public async Task ClientWithoutATrustedCertificateIsRefused()
    {
        _options.ClientAuthorityPath = _options.CertificatePath;
        await using var server = await StartAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetVersionAsync(server, HttpVersion.Version11, null));
        Assert.Equal(HttpVersion.Version20, await GetVersionAsync(server, HttpVersion.Version20, _certificate));
    }

    [Fact]
    public async Task EtcdctlSpeaksTls()
    {
        await using var server = await StartAsync();
        var (code, output, error) = await ExternalTool.RunAsync(
            "etcdctl", "--endpoints", server.Addresses[0], "--cacert", _options.CertificatePath!, "put", "a", "b");
        Assert.True(code == 0, error);
        Assert.Equal("OK\n", output);
    }

    [Fact]
    public void ContradictoryOptionsAreRefused()
    {
        _options.KeyPath = null;
        Assert.Throws<ArgumentException>(Create);
        _options.CertificatePath = null;
        _options.ClientAuthorityPath = "ca.pem";
        Assert.Throws<ArgumentException>(Create);
        _options.ClientAuthorityPath = null;
        _options.ListenAddresses.Clear();
        Assert.Throws<ArgumentException>(Create);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:port")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("example.invalid:1")]
    public void AddressThatIsNoneIsRefused(string address)
    {
        _options.ListenAddresses[0] = address;
        var error = Assert.Throws<ArgumentException>(Create);
        Assert.Contains($"\"{address}\" is not an address to listen on", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddressInUseIsAnIOError(bool isTls)
    {
        if (!isTls)
        {
            _options.CertificatePath = _options.KeyPath = null;
        }

        await using var server = await StartAsync();
        _options.ListenAddresses[0] = $"127.0.0.1:{new Uri(server.Addresses[0]).Port}";
        await using var second = Create();
        var error = await Assert.ThrowsAsync<IOException>(() => second.StartAsync(Stop));
        Assert.Contains(_options.ListenAddresses[0], error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private EtcdServer Create() => new(new LocalReplicatedService(), _options, NullLoggerFactory.Instance);

    private async Task<EtcdServer> StartAsync()
    {
        var server = Create();
        await server.StartAsync(Stop);
        return server;
    }

    private async Task<Version> GetVersionAsync(EtcdServer server, Version version, X509Certificate2? presented)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, found, _, _) => found?.GetCertHashString() == _certificate.GetCertHashString();
        if (presented is not null)
        {
            handler.SslOptions.ClientCertificates = [presented];
        }

        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Addresses[0] + "/version")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Version;
    }
}
