namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>curl works over this protocol.</summary>
public sealed class CurlOverViewstampedTests(StartedClusterFixture fixture)
    : CurlTests(fixture), IClassFixture<StartedClusterFixture>;
