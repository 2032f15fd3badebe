namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>A development cluster that runs Lamport's total order.</summary>
public sealed class LamportClusterFixture : StartedClusterFixture
{
    /// <inheritdoc/>
    protected override string Protocol => "lamport";
}
