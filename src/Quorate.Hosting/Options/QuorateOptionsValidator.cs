using Microsoft.Extensions.Options;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>
/// Says what contradicts what in <see cref="QuorateOptions"/>, and what to do about it; all problems at once.
/// </summary>
public sealed class QuorateOptionsValidator : IValidateOptions<QuorateOptions>
{
    private const int MembersMax = 7;
    private const int OperationBytesMax = 2 << 20;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, QuorateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        CheckIdentity(options, problems);
        CheckAddresses(options, problems);
        CheckTls(options.Tls, problems);
        CheckTimes(options, problems);
        CheckLimits(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckIdentity(QuorateOptions options, List<string> problems)
    {
        if (!Quorate.ClusterId.TryParse(options.ClusterId, out _))
        {
            problems.Add($"ClusterId '{options.ClusterId}' is not 32 hexadecimal digits (and not all zero): "
                + "mint one at random and give the same to all replicas.");
        }

        if (!ReplicaProtocols.Names.Contains(options.Protocol, StringComparer.Ordinal))
        {
            problems.Add($"Protocol '{options.Protocol}' is not one of {string.Join(", ", ReplicaProtocols.Names)}.");
        }

        if (options.Members.Count is < 1 or > MembersMax)
        {
            problems.Add($"Members holds {options.Members.Count} addresses: list the peer addresses of all replicas, "
                + $"1 to {MembersMax} of them.");
        }
        else if (options.ReplicaId < 0 || options.ReplicaId >= options.Members.Count)
        {
            problems.Add($"ReplicaId {options.ReplicaId} is not a place in Members: "
                + $"with {options.Members.Count} members it is 0 to {options.Members.Count - 1}.");
        }

        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            problems.Add("DataDirectory is empty: name a directory on a durable disk, one for each replica.");
        }
    }

    private static void CheckAddresses(QuorateOptions options, List<string> problems)
    {
        var seen = new List<string>();
        foreach (var address in options.Members)
        {
            if (!PeerEndpoint.TryParse(Quorate.ReplicaId.None, address, out _))
            {
                problems.Add($"Members holds '{address}', which is not host:port.");
            }
            else if (seen.Contains(address, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"Members holds '{address}' twice: each replica has an address of its own.");
            }

            seen.Add(address);
        }

        if (options.ListenAddress is { } listen && !PeerEndpoint.TryParse(Quorate.ReplicaId.None, listen, out _))
        {
            problems.Add(
                $"ListenAddress '{listen}' is not host:port; leave it out to listen on the member's own address.");
        }
    }

    private static void CheckTls(QuorateTlsOptions? tls, List<string> problems)
    {
        if (tls is null)
        {
            return;
        }

        (string Name, string Path)[] files =
        [
            ("CertificatePath", tls.CertificatePath), ("KeyPath", tls.KeyPath), ("AuthorityPath", tls.AuthorityPath),
        ];
        foreach (var (name, path) in files)
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                problems.Add(
                    $"Tls:{name} is empty: TLS between replicas needs CertificatePath, KeyPath and AuthorityPath.");
            }
            else if (!File.Exists(path))
            {
                problems.Add($"Tls:{name} '{path}' does not exist.");
            }
        }
    }

    private static void CheckTimes(QuorateOptions options, List<string> problems)
    {
        if (options.HeartbeatInterval < TimeSpan.FromMilliseconds(1))
        {
            problems.Add($"HeartbeatInterval {options.HeartbeatInterval} is below 1 ms.");
        }

        if (options.SuspectTimeout < options.HeartbeatInterval * 4)
        {
            problems.Add($"SuspectTimeout {options.SuspectTimeout} is below four heartbeats "
                + $"({options.HeartbeatInterval} each): one late heartbeat would depose a healthy primary; raise it.");
        }
    }

    private static void CheckLimits(QuorateOptions options, List<string> problems)
    {
        if (options.OperationBytesMax is < 1 or > OperationBytesMax)
        {
            problems.Add($"OperationBytesMax {options.OperationBytesMax} is not between 1 and {OperationBytesMax}.");
        }

        if (options.PendingOperationsMax < 1)
        {
            problems.Add($"PendingOperationsMax {options.PendingOperationsMax} is below 1.");
        }

        if (options.CheckpointEveryOps < 1)
        {
            problems.Add($"CheckpointEveryOps {options.CheckpointEveryOps} is below 1.");
        }
    }
}
