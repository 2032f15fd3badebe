namespace Quorate.Transport;

/// <summary>
/// TLS between replicas: each presents a certificate of the same authority, as server and as client. The authority is
/// the whole trust: whoever holds a certificate of it may join, under the identity its handshake claims.
/// </summary>
public sealed record TlsOptions
{
    /// <summary>This replica's certificate chain, PEM.</summary>
    public required string CertificatePath { get; init; }

    /// <summary>The certificate's private key, PEM.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The certificates of the authority, PEM.</summary>
    public required string AuthorityPath { get; init; }
}
