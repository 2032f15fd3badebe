using System.Globalization;

namespace Quorate.Etcd.Tests;

/// <summary>The real server on a real loopback port, over a replica without others.</summary>
public sealed class EtcdFixture : IAsyncLifetime
{
    private EtcdServer? _server;

    internal ErrorLog Log { get; } = new();

    internal LocalReplicatedService Service { get; } = new();

    internal EtcdServerOptions Options { get; } = new() { RequestTimeout = TimeSpan.FromSeconds(7) };

    internal RawGrpcClient Client { get; private set; } = null!;

    internal HttpClient Http { get; } = new();

    internal string Address { get; private set; } = string.Empty;

    internal int Port => new Uri(Address).Port;

    internal string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public async ValueTask InitializeAsync()
    {
        Options.ListenAddresses.Add("127.0.0.1:0");
        foreach (var name in new[] { "r0", "r1", "r2" })
        {
            Options.Members.Add(new EtcdMember(name, [$"http://{name}:2380"], [$"http://{name}:2379"]));
        }

        _server = new EtcdServer(Service, Options, Log);
        await _server.StartAsync(CancellationToken.None);
        Address = Assert.Single(_server.Addresses);
        Client = new RawGrpcClient(Address);
        Http.BaseAddress = new Uri(Address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _server!.StopAsync(patience.Token);
        await _server.DisposeAsync();
    }
}
