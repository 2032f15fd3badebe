using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Quorate.Cli.Serving;
using Quorate.Hosting;

namespace Quorate.Cli.Development;

/// <summary>A development cluster on disk: its identity, and a configuration file for each replica.</summary>
internal sealed class DevelopmentPlan : IDisposable
{
    private const int ReplicasMax = 7;
    private const int ReplicasDefault = 3;

    private readonly FileStream directoryLock;

    private DevelopmentPlan(
        FileStream directoryLock, string directory, DevelopmentFile file, IReadOnlyList<ServeConfig> configs)
    {
        this.directoryLock = directoryLock;
        (DataDirectory, Cluster, Protocol, Configs) = (directory, file.Cluster, file.Protocol, configs);
    }

    /// <summary>The data directory, absolute.</summary>
    public string DataDirectory { get; }

    /// <summary>The cluster's identity.</summary>
    public string Cluster { get; }

    /// <summary>The replication protocol.</summary>
    public string Protocol { get; }

    /// <summary>Each replica's configuration.</summary>
    public IReadOnlyList<ServeConfig> Configs { get; }

    /// <summary>Prepares the data directory: a new cluster, or the one that is there.</summary>
    /// <exception cref="UsageException">The options contradict the directory, or something is in use.</exception>
    public static DevelopmentPlan Open(DevelopmentOptions options)
    {
        var directory = Path.GetFullPath(options.DataDirectory);
        var held = Lock(directory);
        try
        {
            var file = ReadOrCreate(directory, options.Protocol, options.Replicas);
            var clientPorts = Ports("--client-port", options.ClientPorts, file.Replicas, EtcdClientPort);
            var peerPorts = Ports("--peer-port", options.PeerPorts, file.Replicas, index => EtcdClientPort(index) + 1);
            CheckPorts(clientPorts, peerPorts);
            var members = Enumerable.Range(0, file.Replicas).Select(index => new ServeMember
            {
                Name = $"r{index}",
                Client = $"127.0.0.1:{clientPorts[index]}",
                Peer = $"127.0.0.1:{peerPorts[index]}",
            }).ToArray();
            var configs = members.Select((member, index) => new ServeConfig
            {
                Cluster = file.Cluster,
                Protocol = file.Protocol,
                Replica = index,
                Members = members,
                DataDirectory = Path.Combine(directory, member.Name!),
            });
            var plan = new DevelopmentPlan(held, directory, file, [.. configs]);
            plan.WriteConfigs();
            return plan;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The configuration file of one replica.</summary>
    public string ConfigPath(int replica) => Path.Combine(DataDirectory, $"r{replica}.json");

    /// <inheritdoc/>
    public void Dispose() => directoryLock.Dispose();

    // etcd's local clusters use 2379, 22379, 32379; more replicas go on, and the seventh takes the gap.
    private static int EtcdClientPort(int replica) => replica switch
    {
        0 => 2379,
        6 => 12379,
        _ => 12379 + (10_000 * replica),
    };

    private void WriteConfigs()
    {
        for (var replica = 0; replica < Configs.Count; replica++)
        {
            ServeConfigFile.Write(ConfigPath(replica), Configs[replica]);
        }
    }

    private static FileStream Lock(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(
                Path.Combine(directory, "start.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception is IOException && Directory.Exists(directory)
                ? "another 'quorate start' uses it; stop that one or pass another --data DIR"
                : exception.Message;
            throw new UsageException($"The data directory {directory} cannot be used: {reason}.", exception);
        }
    }

    private static DevelopmentFile ReadOrCreate(string directory, string? protocol, int? replicas)
    {
        var path = Path.Combine(directory, "cluster.json");
        if (replicas is < 1 or > ReplicasMax)
        {
            throw new UsageException($"--replicas {replicas} is not between 1 and {ReplicasMax}.");
        }

        if (!File.Exists(path))
        {
            var cluster = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var created = new DevelopmentFile(
                cluster, protocol ?? ReplicaProtocols.Default, replicas ?? ReplicasDefault);
            File.WriteAllText(path, JsonSerializer.Serialize(created, DevelopmentJson.Default.DevelopmentFile) + "\n");
            return created;
        }

        return Check(path, directory, Read(path), protocol, replicas);
    }

    private static DevelopmentFile? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), DevelopmentJson.Default.DevelopmentFile);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    private static DevelopmentFile Check(
        string path, string directory, DevelopmentFile? file, string? protocol, int? replicas)
    {
        if (file is not { Replicas: >= 1 and <= ReplicasMax } || !ReplicaProtocols.Names.Contains(file.Protocol))
        {
            throw new UsageException($"{path} is damaged: it names no valid number of replicas, or no protocol.");
        }

        var contradiction = replicas is { } asked && asked != file.Replicas
            ? $"--replicas {asked} contradicts {directory}, which holds a cluster of {file.Replicas}"
            : protocol is not null && protocol != file.Protocol
                ? $"--protocol {protocol} contradicts {directory}, which holds a cluster that runs {file.Protocol}"
                : null;
        return contradiction is null
            ? file
            : throw new UsageException($"{contradiction}: leave the option out, or pass another --data DIR.");
    }

    private static int[] Ports(string option, IReadOnlyList<int>? given, int replicas, Func<int, int> usual)
    {
        if (given is { Count: not 1 } && given.Count != replicas)
        {
            throw new UsageException(
                $"{option} names {given.Count} ports for {replicas} replicas: name one for each, or only the first.");
        }

        var ports = Enumerable.Range(0, replicas).Select(index => given switch
        {
            null => usual(index),
            [var first] => first + index,
            _ => given[index],
        }).ToArray();
        return ports.All(port => port is > 0 and <= ushort.MaxValue)
            ? ports
            : throw new UsageException($"{option}: ports are between 1 and {ushort.MaxValue}.");
    }

    private static void CheckPorts(int[] clientPorts, int[] peerPorts)
    {
        var twice = clientPorts.Concat(peerPorts).GroupBy(port => port).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new UsageException(
                $"Port {twice.Key} is asked for twice: give --client-port and --peer-port values that do not overlap.");
        }

        foreach (var port in clientPorts.Concat(peerPorts))
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException exception)
            {
                var option = clientPorts.Contains(port) ? "--client-port" : "--peer-port";
                throw new UsageException(
                    $"Port {port} cannot be opened ({exception.Message}): stop what uses it, or pass {option}.",
                exception);
            }
        }
    }
}
