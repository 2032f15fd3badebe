namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>curl works over this protocol.</summary>
public sealed class CurlOverLamportTests(LamportClusterFixture fixture)
    : CurlTests(fixture), IClassFixture<LamportClusterFixture>;
