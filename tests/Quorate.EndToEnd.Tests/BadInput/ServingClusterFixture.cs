using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.BadInput;

/// <summary>One cluster of <c>quorate serve</c> processes for all tests of a class.</summary>
public sealed class ServingClusterFixture : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartQuorateAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        return ValueTask.CompletedTask;
    }
}
