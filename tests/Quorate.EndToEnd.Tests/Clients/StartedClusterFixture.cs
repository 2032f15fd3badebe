using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>One development cluster for all tests of a class; each test uses keys of its own.</summary>
public sealed class StartedClusterFixture : IAsyncLifetime
{
    internal StartedCluster Cluster { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Cluster = await StartedCluster.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        return ValueTask.CompletedTask;
    }
}
