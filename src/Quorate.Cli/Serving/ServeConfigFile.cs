using System.Globalization;
using System.Text.Json;
using Quorate.Hosting;

namespace Quorate.Cli.Serving;

/// <summary>Reads and checks a replica's configuration file; every problem names its place in the file.</summary>
internal static class ServeConfigFile
{
    private const int MembersMax = 7;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read or is wrong; the message lists every problem
    /// found.</exception>
    public static ServeConfig Read(string path)
    {
        ServeConfig? config;
        try
        {
            config = JsonSerializer.Deserialize(File.ReadAllBytes(path), ServeJson.Default.ServeConfig);
        }
        catch (JsonException exception)
        {
            var place = $"line {exception.LineNumber + 1}, at {exception.Path ?? "$"}";
            throw new UsageException($"{path}: {place}: {FirstSentence(exception.Message)}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The configuration cannot be read: {exception.Message}", exception);
        }

        var problems = config is null ? ["$: the file holds null"] : Problems(config);
        return problems.Count == 0
            ? config!
            : throw new UsageException(string.Join('\n', problems.Select(problem => $"{path}: {problem}")));
    }

    /// <summary>Writes a file.</summary>
    public static void Write(string path, ServeConfig config) =>
        File.WriteAllText(path, JsonSerializer.Serialize(config, ServeJson.Default.ServeConfig) + "\n");

    /// <summary>Lists what is wrong, each line starting with the JSON path.</summary>
    public static List<string> Problems(ServeConfig config)
    {
        var problems = new List<string>();
        if (!ClusterId.TryParse(config.Cluster ?? string.Empty, out _))
        {
            problems.Add(
                "$.cluster: 32 hexadecimal digits are needed, the same in every replica's file; mint them once");
        }

        if (config.Protocol is { } protocol && !ReplicaProtocols.Names.Contains(protocol, StringComparer.Ordinal))
        {
            problems.Add($"$.protocol: '{protocol}' is not one of {string.Join(", ", ReplicaProtocols.Names)}");
        }

        var members = config.Members ?? [];
        if (members.Count is < 1 or > MembersMax)
        {
            problems.Add($"$.members: 1 to {MembersMax} members are needed, there are {members.Count}");
        }
        else if (config.Replica is not { } replica || replica < 0 || replica >= members.Count)
        {
            problems.Add($"$.replica: this replica's place in $.members is needed, 0 to {members.Count - 1}");
        }

        CheckMembers(members, problems);
        if (string.IsNullOrWhiteSpace(config.DataDirectory))
        {
            problems.Add("$.dataDirectory: a directory on a durable disk is needed, one for each replica");
        }

        CheckListen(config, problems);
        problems.AddRange(TlsFiles.Problems("$.peerTls", config.PeerTls, isPeer: true));
        problems.AddRange(TlsFiles.Problems("$.clientTls", config.ClientTls, isPeer: false));
        CheckTimeouts(config.Timeouts ?? new ServeTimeouts(), problems);
        CheckLimits(config.Limits ?? new ServeLimits(), problems);
        return problems;
    }

    private static void CheckMembers(IReadOnlyList<ServeMember> members, List<string> problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < members.Count; index++)
        {
            CheckUnique($"$.members[{index}].name", members[index].Name, seen, problems, "a name");
            CheckAddress($"$.members[{index}].peer", members[index].Peer, problems);
            CheckUnique($"$.members[{index}].peer", members[index].Peer, seen, problems, "an address");
            CheckAddress($"$.members[{index}].client", members[index].Client, problems);
            CheckUnique($"$.members[{index}].client", members[index].Client, seen, problems, "an address");
        }
    }

    private static void CheckUnique(
        string path, string? value, Dictionary<string, string> seen, List<string> problems, string what)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            problems.Add($"{path}: {what} is needed");
        }
        else if (!seen.TryAdd(value, path))
        {
            problems.Add($"{path}: '{value}' is used by {seen[value]} already");
        }
    }

    private static void CheckListen(ServeConfig config, List<string> problems)
    {
        if (config.ListenPeer is { } peer)
        {
            CheckAddress("$.listenPeer", peer, problems);
        }

        var clients = config.ListenClient ?? [];
        for (var index = 0; index < clients.Count; index++)
        {
            CheckAddress($"$.listenClient[{index}]", clients[index], problems);
        }
    }

    private static void CheckAddress(string path, string? address, List<string> problems)
    {
        var colon = address?.LastIndexOf(':') ?? -1;
        var good = address is not null && colon > 0
            && ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port > 0;
        if (!good && !string.IsNullOrWhiteSpace(address))
        {
            problems.Add($"{path}: '{address}' is not HOST:PORT");
        }
    }

    private static void CheckTimeouts(ServeTimeouts timeouts, List<string> problems)
    {
        CheckPositive("$.timeouts.heartbeatMilliseconds", timeouts.HeartbeatMilliseconds, problems);
        CheckPositive("$.timeouts.suspectMilliseconds", timeouts.SuspectMilliseconds, problems);
        CheckPositive("$.timeouts.requestMilliseconds", timeouts.RequestMilliseconds, problems);
        if (timeouts is { HeartbeatMilliseconds: > 0 and var heartbeat, SuspectMilliseconds: > 0 and var suspect }
            && suspect < 4L * heartbeat)
        {
            problems.Add(
                $"$.timeouts.suspectMilliseconds: {suspect} is below four heartbeats of {heartbeat}: "
                + "one late heartbeat "
                + "would depose a healthy primary");
        }
    }

    private static void CheckLimits(ServeLimits limits, List<string> problems)
    {
        CheckPositive("$.limits.requestBytes", limits.RequestBytes, problems);
        CheckPositive("$.limits.pendingOperations", limits.PendingOperations, problems);
        CheckPositive("$.limits.checkpointEveryOps", limits.CheckpointEveryOps, problems);
    }

    private static void CheckPositive(string path, int? number, List<string> problems)
    {
        if (number < 1)
        {
            problems.Add($"{path}: {number} is below 1");
        }
    }

    private static string FirstSentence(string message)
    {
        // The serialiser appends the path and the line, which are given already.
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
