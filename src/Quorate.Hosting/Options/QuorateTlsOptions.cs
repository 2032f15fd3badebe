namespace Quorate.Hosting;

/// <summary>TLS between replicas: PEM files; all three or none.</summary>
public sealed class QuorateTlsOptions
{
    /// <summary>This replica's certificate chain.</summary>
    public string CertificatePath { get; set; } = string.Empty;

    /// <summary>The certificate's private key.</summary>
    public string KeyPath { get; set; } = string.Empty;

    /// <summary>The certificates of the authority that issued the certificates of all replicas.</summary>
    public string AuthorityPath { get; set; } = string.Empty;
}
