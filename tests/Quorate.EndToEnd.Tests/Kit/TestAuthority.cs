using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quorate.Cli.Serving;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>A throw-away certificate authority; what it issues are PEM files in its directory.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly string directory;
    private readonly X509Certificate2 root;

    /// <summary>Creates an authority.</summary>
    /// <param name="directory">Where its files go.</param>
    /// <param name="name">Its name, also that of its own file.</param>
    public TestAuthority(string directory, string name)
    {
        this.directory = directory;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(100));
        Path = System.IO.Path.Combine(directory, $"{name}.crt");
        File.WriteAllText(Path, root.ExportCertificatePem());
    }

    /// <summary>The authority's certificate, for those who trust it.</summary>
    public string Path { get; }

    /// <summary>Issues a certificate for 127.0.0.1 and localhost, good for servers and clients.</summary>
    /// <param name="name">The subject, also the name of the files.</param>
    /// <param name="days">Days until it expires; negative for one that has.</param>
    /// <param name="host">The only host it is good for, when that is not this machine.</param>
    public ServeTls Issue(string name, int days = 60, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host ?? "localhost");
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            root, DateTimeOffset.UtcNow.AddDays(-90), DateTimeOffset.UtcNow.AddDays(days),
            RandomNumberGenerator.GetBytes(8));
        var path = System.IO.Path.Combine(directory, name);
        File.WriteAllText($"{path}.crt", certificate.ExportCertificatePem());
        File.WriteAllText($"{path}.key", key.ExportECPrivateKeyPem());
        return new ServeTls { Certificate = $"{path}.crt", Key = $"{path}.key", Authority = Path };
    }

    /// <inheritdoc/>
    public void Dispose() => root.Dispose();
}
