using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Quorate.Transport;

namespace Quorate.Cli.Etcd;

/// <summary>How a client secures its connections: whom it trusts, and who it says it is.</summary>
internal sealed class EtcdTls
{
    private readonly X509Certificate2Collection? authorities;
    private readonly X509Certificate2Collection? chain;
    private readonly X509Certificate2? certificate;

    private EtcdTls(
        X509Certificate2Collection? authorities, X509Certificate2? certificate, X509Certificate2Collection? chain) =>
        (this.authorities, this.certificate, this.chain) = (authorities, certificate, chain);

    /// <summary>Trusts the authorities that the operating system trusts, and presents no certificate.</summary>
    public static EtcdTls System { get; } = new(null, null, null);

    /// <summary>Reads the files that the options name.</summary>
    /// <param name="authorityPath">The trusted authorities, PEM; null for the operating system's.</param>
    /// <param name="certificatePath">The client's certificate chain, PEM; null when it presents none.</param>
    /// <param name="keyPath">The private key of that certificate, PEM.</param>
    /// <exception cref="UsageException">A file cannot be used, or one of certificate and key is missing.</exception>
    public static EtcdTls Load(string? authorityPath, string? certificatePath, string? keyPath)
    {
        if (certificatePath is null != keyPath is null)
        {
            throw new UsageException(
                "--cert and --key go together: the client's certificate and the private key that belongs to it.");
        }

        var authorities = authorityPath is null ? null : Certificates("--cacert", authorityPath);
        var chain = certificatePath is null ? null : Certificates("--cert", certificatePath);
        return new EtcdTls(
            authorities, certificatePath is null ? null : Identity(certificatePath, keyPath!), chain);
    }

    /// <summary>The options of the handshakes; the host is the caller's to set.</summary>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Accept };
        if (authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (certificate is not null)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }

        return options;
    }

    // Thrown, the words reach the user; the runtime's own say only that this method refused.
    private bool Accept(object sender, X509Certificate? presented, X509Chain? built, SslPolicyErrors errors) =>
        CertificateProblem.Of(presented, built, errors) is { } problem
            ? throw new AuthenticationException(authorities is null ? $"{problem}; pass its authority as --cacert"
                : problem)
            : true;

    private static X509Certificate2Collection Certificates(string option, string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option} '{path}' cannot be read: {error.Message}", error);
        }

        return certificates.Count > 0
            ? certificates
            : throw new UsageException($"{option} '{path}' holds no certificate in PEM form.");
    }

    private static X509Certificate2 Identity(string certificatePath, string keyPath)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new UsageException(
                $"--key '{keyPath}' is not the private key of --cert '{certificatePath}': {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--key '{keyPath}' cannot be read: {error.Message}", error);
        }
    }
}
