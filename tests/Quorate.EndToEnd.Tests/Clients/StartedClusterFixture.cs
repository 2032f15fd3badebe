using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>One development cluster for all tests of a class; each test uses keys of its own.</summary>
public class StartedClusterFixture : IAsyncLifetime
{
    /// <summary>The replication protocol; null for the default.</summary>
    protected virtual string? Protocol => null;

    internal StartedCluster Cluster { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Cluster = await StartedCluster.StartAsync(protocol: Protocol);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Cluster.Dispose();
        return ValueTask.CompletedTask;
    }
}
