using System.Diagnostics;
using System.Text;
using Quorate.Cli.Etcd;
using Quorate.Cli.Serving;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>Three servers, each its own process, with data in a directory that goes away with the cluster.</summary>
internal sealed class TestCluster : IDisposable
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(20);

    private readonly string root;

    private TestCluster(string root, IReadOnlyList<ClusterMember> members) => (this.root, Members) = (root, members);

    /// <summary>The servers.</summary>
    public IReadOnlyList<ClusterMember> Members { get; }

    /// <summary>Every client endpoint, by commas.</summary>
    public string Endpoints => string.Join(',', Members.Select(member => member.ClientEndpoint));

    /// <summary>Starts real etcd, to prove the kit and to compare with.</summary>
    public static async Task<TestCluster> StartEtcdAsync()
    {
        var etcd = RequiredTool.Find("etcd", "etcd-server");
        var root = Directory.CreateTempSubdirectory("quorate-e2e-etcd-").FullName;
        var ports = FreePorts.Take(6);
        var members = Enumerable.Range(0, 3).Select(index => $"e{index}=http://127.0.0.1:{ports[3 + index]}");
        var initial = string.Join(',', members);
        var cluster = new TestCluster(root, [.. Enumerable.Range(0, 3).Select(index =>
        {
            var client = $"http://127.0.0.1:{ports[index]}";
            var peer = $"http://127.0.0.1:{ports[3 + index]}";
            var data = Path.Combine(root, $"e{index}");
            var process = new ServerProcess(etcd,
            [
                "--name", $"e{index}", "--data-dir", data, "--logger", "zap", "--log-level", "error",
                "--listen-client-urls", client, "--advertise-client-urls", client,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                "--initial-cluster", initial, "--initial-cluster-state", "new",
            ]);
            return new ClusterMember($"e{index}", $"127.0.0.1:{ports[index]}", ports[3 + index], data, process);
        })]);
        await cluster.StartAllAsync();
        return cluster;
    }

    /// <summary>Starts three replicas of Quorate, each with <c>quorate serve</c>.</summary>
    /// <param name="change">Changes each replica's configuration before it is written; null leaves it as it is.</param>
    /// <param name="wrapper">Gives the program that runs a replica's process, with its arguments; null runs it
    /// directly.</param>
    /// <param name="tls">Gives, once the configurations are written, how the test's own clients connect.</param>
    public static async Task<TestCluster> StartQuorateAsync(
        Func<ServeConfig, ServeConfig>? change = null,
        Func<ServeConfig, IReadOnlyList<string>>? wrapper = null,
        Func<EtcdTls>? tls = null)
    {
        var root = Directory.CreateTempSubdirectory("quorate-e2e-").FullName;
        var ports = FreePorts.Take(6);
        var identity = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var members = Enumerable.Range(0, 3).Select(index => new ServeMember
        {
            Name = $"r{index}",
            Client = $"127.0.0.1:{ports[index]}",
            Peer = $"127.0.0.1:{ports[3 + index]}",
        }).ToArray();
        var cluster = new TestCluster(root, [.. members.Select((member, index) =>
        {
            var data = Path.Combine(root, member.Name!);
            var config = new ServeConfig
            {
                Cluster = identity,
                Replica = index,
                Members = members,
                DataDirectory = data,
            };
            var path = Path.Combine(root, $"{member.Name}.json");
            config = change?.Invoke(config) ?? config;
            ServeConfigFile.Write(path, config);
            string[] command =
            [
                .. wrapper?.Invoke(config) ?? [],
                QuorateBinary.Host, QuorateBinary.Assembly, "serve", "--config", path,
            ];
            var process = new ServerProcess(command[0], command[1..]);
            return new ClusterMember(
                member.Name!, member.Client!, ports[3 + index], config.DataDirectory!, process, tls?.Invoke());
        })]);
        await cluster.StartAllAsync();
        return cluster;
    }

    /// <summary>The configuration file of a replica of Quorate.</summary>
    public string ConfigPath(ClusterMember member) => Path.Combine(root, $"{member.Name}.json");

    /// <summary>Starts every member that is not running and waits until writes succeed.</summary>
    public async Task StartAllAsync()
    {
        foreach (var member in Members.Where(member => !member.Process.IsRunning))
        {
            member.Process.Start();
        }

        foreach (var member in Members)
        {
            await WaitUntilServingAsync(member);
        }
    }

    /// <summary>Waits until a member answers linearizable reads.</summary>
    public static async Task WaitUntilServingAsync(ClusterMember member, TimeSpan? timeout = null)
    {
        var started = Stopwatch.GetTimestamp();
        using var client = new EtcdClient(member.ClientEndpoint, member.Tls);
        while (true)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.RangeAsync(EtcdRequests.Range("ready"u8), stop.Token);
                return;
            }
            catch (EtcdException exception)
            {
                if (Stopwatch.GetElapsedTime(started) > (timeout ?? ReadyPatience))
                {
                    throw new TimeoutException(
                        $"{member.Name} does not serve: {exception.Message}. It printed:\n{member.Process.Printed}");
                }

                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    /// <summary>Writes one key through a member.</summary>
    /// <exception cref="EtcdException">It was not acknowledged in time, or was refused.</exception>
    public static async Task PutAsync(ClusterMember member, string key, string value, TimeSpan? timeout = null)
    {
        using var client = new EtcdClient(member.ClientEndpoint, member.Tls);
        using var stop = new CancellationTokenSource(timeout ?? ReadyPatience);
        await client.PutAsync(EtcdRequests.Put(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value)), stop.Token);
    }

    /// <summary>Reads one key through a member, linearizable.</summary>
    public static async Task<string> GetAsync(ClusterMember member, string key)
    {
        using var client = new EtcdClient(member.ClientEndpoint, member.Tls);
        using var stop = new CancellationTokenSource(ReadyPatience);
        var range = await client.RangeAsync(EtcdRequests.Range(Encoding.UTF8.GetBytes(key)), stop.Token);
        return Encoding.UTF8.GetString(Assert.Single(range.KeyValues).Value.Span);
    }

    /// <summary>The member that leads now.</summary>
    public async Task<ClusterMember> LeaderAsync()
    {
        foreach (var member in Members.Where(member => member.Process.IsRunning))
        {
            using var client = new EtcdClient(member.ClientEndpoint, member.Tls);
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            var status = await client.StatusAsync(stop.Token);
            if (status.Leader == status.Header.MemberId)
            {
                return member;
            }
        }

        throw new InvalidOperationException("No member leads.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in Members)
        {
            member.Process.Dispose();
        }

        Directory.Delete(root, recursive: true);
    }
}
