using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quorate.Transport.Tests;

public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-tls-").FullName;
    private readonly TestCluster _cluster = new(2);
    private readonly Recorder _first = new();
    private readonly Recorder _second = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FramesTravelUnderTls()
    {
        using var authority = NewAuthority("good");
        await using var first = TestCluster.Start(_cluster.Options(0) with { Tls = Issue(authority, "r0") }, _first);
        await using var second = TestCluster.Start(_cluster.Options(1) with { Tls = Issue(authority, "r1") }, _second);
        await _first.SeesAsync("up r1");
        await _second.SeesAsync("up r0");

        for (byte turn = 1; turn <= 3; turn++)
        {
            first.Send(new ReplicaId(1), BytesMessage.Of(turn));
        }

        second.Send(new ReplicaId(0), new BytesMessage { View = ViewNumber.Zero, Bytes = new byte[3 << 20] });

        await _second.SeesAsync("frame r0 03");
        await _first.SeesAsync($"frame r1 {3 << 20} bytes, checksum None");
    }

    [Fact]
    public async Task CertificateOfAnotherAuthorityIsRefused()
    {
        using var authority = NewAuthority("good");
        using var other = NewAuthority("other");
        await using var first = TestCluster.Start(_cluster.Options(0) with { Tls = Issue(other, "r0") }, _first);
        await using var second = TestCluster.Start(_cluster.Options(1) with { Tls = Issue(authority, "r1") }, _second);

        await _first.SeesAsync("refused Certificate");
        Assert.False(second.Transport.IsConnected(new ReplicaId(0)));
    }

    [Fact]
    public async Task PlainPeerIsRefusedByATlsReplica()
    {
        using var authority = NewAuthority("good");
        await using var first = TestCluster.Start(_cluster.Options(0), _first);
        await using var second = TestCluster.Start(_cluster.Options(1) with { Tls = Issue(authority, "r1") }, _second);

        await _second.SeesAsync("refused");
        Assert.False(first.Transport.IsConnected(new ReplicaId(1)));
    }

    [Fact]
    public async Task PeerOfAnotherReplicationProtocolIsRefusedAndCounted()
    {
        await using var first = TestCluster.Start(_cluster.Options(0) with { Protocol = (byte)'V' }, _first);
        await using var second = TestCluster.Start(_cluster.Options(1) with { Protocol = (byte)'L' }, _second);

        await _second.SeesAsync("refused Protocol");
        Assert.True(second.Transport.Counters.Refused(HandshakeRefusal.Protocol) > 0);
    }

    [Fact]
    public void MissingFilesAreNamed()
    {
        var tls = new TlsOptions
        {
            CertificatePath = "/nowhere/a",
            KeyPath = "/nowhere/b",
            AuthorityPath = "/nowhere/c",
        };

        var error = Assert.Throws<InvalidOperationException>(
            () => new PeerTransport(_cluster.Options(0) with { Tls = tls }, _first));

        Assert.Contains("/nowhere/a", error.Message);
    }

    private static X509Certificate2 NewAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private TlsOptions Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1),
            RandomNumberGenerator.GetBytes(
                8));
        var tls = new TlsOptions
        {
            CertificatePath = Path.Combine(_folder, $"{name}.crt"),
            KeyPath = Path.Combine(_folder, $"{name}.key"),
            AuthorityPath = Path.Combine(_folder, $"{name}.ca"),
        };
        File.WriteAllText(tls.CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(tls.KeyPath, key.ExportECPrivateKeyPem());
        File.WriteAllText(tls.AuthorityPath, authority.ExportCertificatePem());
        return tls;
    }
}
