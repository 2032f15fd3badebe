using Quorate.Cli.Etcd;
using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Tls;

/// <summary>
/// Three replicas that speak TLS to each other and to clients; the last one asks clients for a certificate.
/// </summary>
public sealed class TlsClusterFixture : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("quorate-e2e-tls-");

    internal TestAuthority Authority { get; private set; } = null!;

    internal ServeTls Client { get; private set; } = null!;

    internal TestCluster Cluster { get; private set; } = null!;

    internal string File(string name) => Path.Combine(directory.FullName, name);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Authority = new TestAuthority(directory.FullName, "authority");
        Client = Authority.Issue("client");
        Cluster = await TestCluster.StartQuorateAsync(
            config =>
            {
                var certificate = Authority.Issue($"r{config.Replica}");
                return config with
                {
                    PeerTls = certificate,
                    ClientTls = config.Replica == 2 ? certificate : certificate with { Authority = null },
                };
            },
            tls: () => EtcdTls.Load(Authority.Path, Client.Certificate, Client.Key));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        Authority.Dispose();
        directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
