using System.Text;
using Microsoft.Extensions.Logging;

namespace Quorate.Hosting.Tests;

/// <summary>Replicas in this process, with real sockets on loopback and real data directories.</summary>
internal sealed class HostCluster : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ReplicaHost?[] _hosts;
    private readonly string[] _members;

    public HostCluster(int members)
    {
        _hosts = new ReplicaHost?[members];
        _members = [.. FreePorts.Take(members).Select(port => $"127.0.0.1:{port}")];
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("quorate-hosts-").FullName;

    public int CheckpointEveryOps { get; init; } = 100_000;

    /// <summary>Issues the members' certificates; null for plain TCP.</summary>
    public TestCertificates? Certificates { get; set; }

    public LogLines Logs { get; } = new();

    public IReplicatedService this[int member] => Host(member).Service;

    public ReplicaHost Host(int member) =>
        _hosts[member] ?? throw new InvalidOperationException($"replica {member} is not running");

    public QuorateOptions Options(int member) => new()
    {
        ClusterId = "000000000000000000000000000000c1",
        ReplicaId = member,
        Members = _members,
        DataDirectory = Path.Combine(Folder, $"r{member}"),
        CheckpointEveryOps = CheckpointEveryOps,
        Tls = Certificates?.Issue($"r{member}"),
    };

    public void Start(int member)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Debug));
        _hosts[member] = ReplicaHost.Start(Options(member), new LedgerMachine(), new ViewstampedProtocol(), loggers);
    }

    public void StartAll()
    {
        for (var member = 0; member < _hosts.Length; member++)
        {
            Start(member);
        }
    }

    public async Task StopAsync(int member)
    {
        var host = Host(member);
        _hosts[member] = null;
        await host.DisposeAsync();
    }

    public async Task<int> AppendAsync(int member, string line)
    {
        var result = await this[member].SubmitAsync(
            Encoding.UTF8.GetBytes(line), Patience, TestContext.Current.CancellationToken);
        Assert.True(result.Outcome == SubmitOutcome.Executed, $"'{line}' at r{member}: {result.Outcome}\n{Logs}");
        return BitConverter.ToInt32(result.Reply.Span);
    }

    public async Task<IReadOnlyList<string>> ReadAsync(int member)
    {
        var snapshot = await this[member].ReadAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(snapshot is not null, $"no read at r{member}\n{Logs}");
        return ((LedgerSnapshot)snapshot.Value.State).Lines;
    }

    public async ValueTask DisposeAsync()
    {
        for (var member = 0; member < _hosts.Length; member++)
        {
            if (_hosts[member] is not null)
            {
                await StopAsync(member);
            }
        }

        Directory.Delete(Folder, recursive: true);
    }
}
