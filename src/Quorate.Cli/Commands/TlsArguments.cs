using System.CommandLine;
using Quorate.Cli.Etcd;

namespace Quorate.Cli.Commands;

/// <summary>The TLS options of commands that talk to servers, named as etcdctl names them.</summary>
internal static class TlsArguments
{
    /// <summary>Whom to trust.</summary>
    public static readonly Option<string?> Authority =
        File("--cacert", "Trust the authorities in this PEM file; endpoints without a scheme are reached over TLS.");

    /// <summary>Who the client is.</summary>
    public static readonly Option<string?> Certificate =
        File("--cert", "Present the certificate in this PEM file, for servers that require one.");

    /// <summary>What proves it.</summary>
    public static readonly Option<string?> Key = File("--key", "The private key of --cert, PEM.");

    /// <summary>What the command line asks for; null when it names no file.</summary>
    /// <exception cref="UsageException">A file cannot be used, or one of --cert and --key is missing.</exception>
    public static EtcdTls? Of(ParseResult parsed)
    {
        var (authority, certificate, key) =
            (parsed.GetValue(Authority), parsed.GetValue(Certificate), parsed.GetValue(Key));
        return (authority ?? certificate ?? key) is null ? null : EtcdTls.Load(authority, certificate, key);
    }

    private static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
    };
}
