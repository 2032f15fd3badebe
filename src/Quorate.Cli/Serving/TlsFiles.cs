using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Quorate.Cli.Serving;

/// <summary>Checks the PEM files that a configuration names, before anything is started with them.</summary>
internal static class TlsFiles
{
    private static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(14);

    /// <summary>Lists what cannot work, each line starting with the JSON path.</summary>
    /// <param name="path">The JSON path of <paramref name="tls"/>.</param>
    /// <param name="tls">The files; null when TLS is not asked for.</param>
    /// <param name="isPeer">
    /// Whether the files are for replicas, each of which shows its certificate to the others: then an authority is
    /// needed, and must have signed it.
    /// </param>
    public static IReadOnlyList<string> Problems(string path, ServeTls? tls, bool isPeer)
    {
        var problems = new List<string>();
        if (tls is null)
        {
            return problems;
        }

        CheckFile($"{path}.certificate", tls.Certificate, problems);
        CheckFile($"{path}.key", tls.Key, problems);
        if (isPeer || tls.Authority is not null)
        {
            CheckFile($"{path}.authority", tls.Authority, problems);
        }

        if (problems.Count == 0)
        {
            CheckContents(path, tls, isPeer, problems);
        }

        return problems;
    }

    /// <summary>
    /// Certificates of a valid configuration that others refuse, or soon will. The replica starts nevertheless: what it
    /// holds may be needed, and a running one would not have stopped either.
    /// </summary>
    public static IEnumerable<string> Warnings(ServeConfig config) =>
        Warnings("peers", config.PeerTls).Concat(Warnings("clients", config.ClientTls));

    private static IEnumerable<string> Warnings(string who, ServeTls? tls)
    {
        if (tls is null)
        {
            yield break;
        }

        using var certificate = X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key);
        var (from, until) = (certificate.NotBefore, certificate.NotAfter);
        var culture = CultureInfo.InvariantCulture;
        if (until < DateTime.Now)
        {
            yield return string.Create(
                culture, $"the certificate {tls.Certificate} expired on {until:u}: {who} will refuse it, replace it");
        }
        else if (until < DateTime.Now + ExpiryNotice)
        {
            yield return string.Create(
                culture, $"the certificate {tls.Certificate} expires on {until:u}: {who} will refuse it from then on");
        }
        else if (from > DateTime.Now)
        {
            yield return string.Create(
                culture, $"the certificate {tls.Certificate} is not valid before {from:u}: {who} will refuse it");
        }
    }

    private static void CheckFile(string path, string? file, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(file))
        {
            problems.Add($"{path}: a PEM file is needed");
        }
        else if (!File.Exists(file))
        {
            problems.Add($"{path}: '{file}' does not exist");
        }
    }

    private static void CheckContents(string path, ServeTls tls, bool isPeer, List<string> problems)
    {
        using var certificate = Load(
            $"{path}.certificate", tls.Certificate!, problems, X509CertificateLoader.LoadCertificateFromFile);
        if (certificate is null)
        {
            return;
        }

        using var pair = Load(
            $"{path}.key", tls.Key!, problems, key => X509Certificate2.CreateFromPemFile(tls.Certificate!, key));
        var authorities = tls.Authority is null
            ? null
            : Load($"{path}.authority", tls.Authority, problems, Certificates);
        if (isPeer && authorities is not null && !IsSignedBy(certificate, Certificates(tls.Certificate!), authorities))
        {
            problems.Add(
                $"{path}.certificate: '{tls.Certificate}' is not signed by '{tls.Authority}': "
                + "the other replicas would refuse it");
        }
    }

    private static T? Load<T>(string path, string file, List<string> problems, Func<string, T> load)
        where T : class
    {
        try
        {
            return load(file);
        }
        catch (Exception error)
            when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: '{file}' cannot be used: {error.Message}");
            return null;
        }
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0
            ? certificates
            : throw new CryptographicException("It holds no certificate in PEM form.");
    }

    // Whether it is valid now is another question: time passes, signatures stay.
    private static bool IsSignedBy(
        X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }
}
