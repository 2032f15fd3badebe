namespace Quorate.Etcd;

/// <summary>Where and how the etcd API is served.</summary>
public sealed class EtcdServerOptions
{
    /// <summary>
    /// Addresses to listen on, <c>HOST:PORT</c> with an IP address, <c>localhost</c> or <c>*</c>; port 0 lets the
    /// system choose one. gRPC, the JSON gateway and plain HTTP share each address.
    /// </summary>
    public IList<string> ListenAddresses { get; } = [];

    /// <summary>The members in the order of their replica numbers, as MemberList shows them.</summary>
    public IList<EtcdMember> Members { get; } = [];

    /// <summary>PEM file with the server's certificate chain; null serves in clear text.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>PEM file with the certificate's private key.</summary>
    public string? KeyPath { get; set; }

    /// <summary>
    /// PEM file with the authorities that sign clients' certificates; when set, clients must present one.
    /// </summary>
    public string? ClientAuthorityPath { get; set; }

    /// <summary>The largest request, in bytes; etcd's default of 1.5 MiB.</summary>
    public int RequestBytesMax { get; set; } = 3 * 512 * 1024;

    /// <summary>
    /// How long a request may take before it is answered with "request timed out": five seconds and two election
    /// timeouts, etcd's default.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(7);
}
