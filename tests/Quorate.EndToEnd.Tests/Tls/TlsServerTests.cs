using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Tls;

/// <summary>What a replica does with certificates that cannot work.</summary>
public sealed class TlsServerTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("quorate-e2e-certificates-");
    private readonly TestAuthority authority;

    public TlsServerTests() => authority = new TestAuthority(directory.FullName, "authority");

    [Fact]
    public async Task ExpiredCertificateIsSaidOnBothSides()
    {
        var expired = authority.Issue("expired", days: -1);
        var path = Write("alone", config => config with { ClientTls = expired with { Authority = null } });
        using var server = QuorateBinary.Server("serve", "--config", path);
        server.Start();
        await server.WaitForTextAsync("serves clients");
        await server.WaitForTextAsync("clients will refuse it, replace it");
        var client = ServeConfigFile.Read(path).Members![0].Client!;
        var status = await QuorateBinary.RunAsync("status", "--endpoint", client, "--cacert", authority.Path);
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("its certificate (CN=expired) expired on", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateOfAnotherHostIsRefused()
    {
        var elsewhere = authority.Issue("elsewhere", host: "db1.example");
        var path = Write("alone", config => config with { ClientTls = elsewhere with { Authority = null } });
        using var server = QuorateBinary.Server("serve", "--config", path);
        server.Start();
        await server.WaitForTextAsync("serves clients");
        var client = ServeConfigFile.Read(path).Members![0].Client!;
        var status = await QuorateBinary.RunAsync("status", "--endpoint", client, "--cacert", authority.Path);
        Assert.Contains("its certificate is for db1.example only", status.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeerOfAnotherAuthorityIsRefusedWithItsSubject()
    {
        using var other = new TestAuthority(directory.FullName, "other");
        using var cluster = await TestCluster.StartQuorateAsync(config => config with
        {
            PeerTls = authority.Issue($"r{config.Replica}"),
        });
        var gone = cluster.Members[2];
        gone.Process.Kill();
        ServeConfigFile.Write(
            cluster.ConfigPath(gone),
            ServeConfigFile.Read(cluster.ConfigPath(gone)) with { PeerTls = other.Issue("stranger") });
        gone.Process.Start();
        await cluster.Members[0].Process.WaitForTextAsync("CN=stranger, issued by CN=other");
        await TestCluster.PutAsync(cluster.Members[0], "still", "writable");
    }

    [Fact]
    public async Task UnusableFilesStopTheStart()
    {
        var good = authority.Issue("good");
        using var other = new TestAuthority(directory.FullName, "other");
        var path = Write("bad", config => config with
        {
            PeerTls = good with { Authority = other.Path },
            ClientTls = good with { Key = authority.Issue("second").Key, Authority = good.Key },
        });
        var result = await QuorateBinary.RunAsync("serve", "--config", path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("$.peerTls.certificate: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("is not signed by", result.Error, StringComparison.Ordinal);
        Assert.Contains("$.clientTls.key: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("$.clientTls.authority: ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        authority.Dispose();
        directory.Delete(recursive: true);
    }

    private string Write(string name, Func<ServeConfig, ServeConfig> change)
    {
        var ports = FreePorts.Take(2);
        var path = Path.Combine(directory.FullName, $"{name}.json");
        ServeConfigFile.Write(path, change(new ServeConfig
        {
            Cluster = "0123456789abcdef0123456789abcdef",
            Replica = 0,
            Members =
            [
                new ServeMember
                {
                    Name = name, Client = $"127.0.0.1:{ports[0]}", Peer = $"127.0.0.1:{ports[1]}",
                },
            ],
            DataDirectory = Path.Combine(directory.FullName, name),
        }));
        return path;
    }
}
