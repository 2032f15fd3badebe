using System.Net;
using System.Net.Sockets;

namespace Quorate.Transport.Tests;

/// <summary>Loopback addresses and options for a small cluster.</summary>
internal sealed class TestCluster
{
    private readonly bool _isPolled;

    public TestCluster(int members, bool isPolled = false)
    {
        _isPolled = isPolled;
        var held = Enumerable.Range(0, members).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        held.ForEach(listener => listener.Start());
        Members = [.. held.Select((listener, place) => new PeerEndpoint(
            new ReplicaId((byte)place), "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port))];
        held.ForEach(listener => listener.Dispose());
    }

    public static ClusterId Id => new(0xC1);

    public IReadOnlyList<PeerEndpoint> Members { get; }

    public TransportOptions Options(int self) => new()
    {
        Cluster = Id,
        Self = new ReplicaId((byte)self),
        Members = Members,
        ReconnectMin = TimeSpan.FromMilliseconds(5),
        ReconnectMax = TimeSpan.FromMilliseconds(20),
        Poll = _isPolled ? new ConnectionPoll() : null,
    };

    public static TestPeer Start(TransportOptions options, Recorder recorder) => new(options, recorder);

    public async Task<NetworkStream> ConnectRawAsync(int member)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Members[member].Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
