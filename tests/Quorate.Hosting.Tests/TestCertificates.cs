using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quorate.Hosting.Tests;

/// <summary>A throw-away authority and the certificates it issues, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly string _folder;
    private readonly X509Certificate2 _authority;

    public TestCertificates(string folder)
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    public QuorateTlsOptions Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.Create(
            _authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1),
            RandomNumberGenerator.GetBytes(8));
        var tls = new QuorateTlsOptions
        {
            CertificatePath = Path.Combine(_folder, $"{name}.crt"),
            KeyPath = Path.Combine(_folder, $"{name}.key"),
            AuthorityPath = Path.Combine(_folder, $"{name}.ca"),
        };
        File.WriteAllText(tls.CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(tls.KeyPath, key.ExportECPrivateKeyPem());
        File.WriteAllText(tls.AuthorityPath, _authority.ExportCertificatePem());
        return tls;
    }

    public void Dispose() => _authority.Dispose();
}
