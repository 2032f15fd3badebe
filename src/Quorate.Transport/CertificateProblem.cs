using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Quorate.Transport;

/// <summary>Says in words why a certificate is not accepted, so that an operator knows which file to look at.</summary>
public static class CertificateProblem
{
    /// <summary>Describes what TLS found wrong with the other side's certificate.</summary>
    /// <param name="certificate">What the other side presented.</param>
    /// <param name="chain">The chain that was built from it.</param>
    /// <param name="errors">What TLS found.</param>
    /// <returns>A clause that begins with "its certificate" or "it"; null when nothing is wrong.</returns>
    public static string? Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it presents no certificate";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null
            ? OfChain(certificate, chain)
            : $"its certificate is for {Names(certificate)} only";
    }

    private static string OfChain(X509Certificate certificate, X509Chain chain)
    {
        var outdated = chain.ChainElements.FirstOrDefault(element => Has(element, X509ChainStatusFlags.NotTimeValid));
        if (outdated is not null)
        {
            return Outdated(outdated.Certificate);
        }

        return chain.ChainStatus.Any(status => (status.Status & Untrusted) != 0)
            ? $"its certificate ({certificate.Subject}, issued by {certificate.Issuer}) is not of a trusted authority"
            : $"its certificate ({certificate.Subject}) is not valid: "
                + string.Join(", ", chain.ChainStatus.Select(status => status.Status));
    }

    private static X509ChainStatusFlags Untrusted =>
        X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.NotSignatureValid;

    private static bool Has(X509ChainElement element, X509ChainStatusFlags flag) =>
        element.ChainElementStatus.Any(status => status.Status.HasFlag(flag));

    private static string Outdated(X509Certificate2 certificate)
    {
        var culture = CultureInfo.InvariantCulture;
        return certificate.NotAfter < DateTime.Now
            ? string.Create(culture, $"its certificate ({certificate.Subject}) expired on {certificate.NotAfter:u}")
            : string.Create(
                culture, $"its certificate ({certificate.Subject}) is not valid before {certificate.NotBefore:u}");
    }

    private static string Names(X509Certificate certificate)
    {
        using var copy = new X509Certificate2(certificate);
        var alternative = copy.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var names = alternative is null
            ? []
            : alternative.EnumerateDnsNames().Concat(alternative.EnumerateIPAddresses().Select(ip => ip.ToString()));
        return string.Join(", ", names.DefaultIfEmpty($"no host (subject {copy.Subject})"));
    }
}
