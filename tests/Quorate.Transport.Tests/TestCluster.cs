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
        Members = [.. FreePorts.Take(members).Select(
            (port, place) => new PeerEndpoint(new ReplicaId((byte)place), "127.0.0.1", port))];
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
