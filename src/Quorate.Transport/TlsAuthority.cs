using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quorate.Transport;

/// <summary>
/// The loaded certificates, and the one rule: the other side's chain ends in the cluster's own authority.
/// </summary>
internal sealed class TlsAuthority : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities = [];

    public TlsAuthority(TlsOptions options)
    {
        try
        {
            _certificate = X509Certificate2.CreateFromPemFile(options.CertificatePath, options.KeyPath);
            _authorities.ImportFromPemFile(options.AuthorityPath);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The TLS files ({options.CertificatePath}, {options.KeyPath}, {options.AuthorityPath}) cannot be "
                + $"loaded: {error.Message}", error);
        }
    }

    /// <param name="refused">Receives, in words, why the other side's certificate is not accepted.</param>
    public SslServerAuthenticationOptions ServerOptions(Action<string> refused) => new()
    {
        ServerCertificate = _certificate,
        ClientCertificateRequired = true,
        CertificateChainPolicy = Policy(),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            IsOfAuthority(certificate, chain, errors, refused),
    };

    public SslClientAuthenticationOptions ClientOptions(string host, Action<string> refused) => new()
    {
        TargetHost = host,
        ClientCertificates = [_certificate],
        CertificateChainPolicy = Policy(),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            IsOfAuthority(certificate, chain, errors, refused),
    };

    public void Dispose() => _certificate.Dispose();

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }

    /// <summary>
    /// A member is known by its authority and its handshake, not by a host name: members often share one certificate,
    /// or are reached through addresses that no certificate names.
    /// </summary>
    private static bool IsOfAuthority(
        X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, Action<string> refused)
    {
        var others = errors & ~SslPolicyErrors.RemoteCertificateNameMismatch;
        if (CertificateProblem.Of(certificate, chain, others) is not { } problem)
        {
            return true;
        }

        refused(problem);
        return false;
    }
}
