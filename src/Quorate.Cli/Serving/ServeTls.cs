namespace Quorate.Cli.Serving;

/// <summary>PEM files for TLS.</summary>
internal sealed record ServeTls
{
    /// <summary>The certificate chain to present.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its private key.</summary>
    public string? Key { get; init; }

    /// <summary>The authorities whose certificates are trusted.</summary>
    public string? Authority { get; init; }
}
