using System.Net;
using System.Net.Sockets;
using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.Kit;
using Quorate.Transport;

namespace Quorate.EndToEnd.Tests.BadInput;

/// <summary>
/// Replicas that do not belong here are refused, with words for both operators, and the cluster goes on.
/// </summary>
public sealed class BadPeerTests
{
    [Fact]
    public async Task PeerOfAnotherClusterIsRefused()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        var gone = cluster.Members[2];
        gone.Process.Kill();

        var path = cluster.ConfigPath(gone);
        var config = ServeConfigFile.Read(path);
        ServeConfigFile.Write(path, config with
        {
            Cluster = "0123456789abcdef0123456789abcdef",
            DataDirectory = gone.DataDirectory + "-other",
        });
        gone.Process.Start();
        await gone.Process.WaitForTextAsync("check the peer addresses and the cluster id");
        await cluster.Members[0].Process.WaitForTextAsync("was refused (Cluster)");
        await TestCluster.PutAsync(cluster.Members[0], "still", "writable");
    }

    [Fact]
    public async Task DataOfAnotherClusterIsRefused()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        var member = cluster.Members[2];
        member.Process.Kill();
        var path = cluster.ConfigPath(member);
        ServeConfigFile.Write(path, ServeConfigFile.Read(path) with { Cluster = "0123456789abcdef0123456789abcdef" });
        member.Process.Start();
        Assert.Equal(2, await member.Process.WaitForExitAsync());
        Assert.Contains(member.DataDirectory, member.Process.Printed, StringComparison.Ordinal);
        await TestCluster.PutAsync(cluster.Members[0], "still", "writable");
    }

    [Fact]
    public async Task PeerOfAnotherProtocolVersionIsRefused()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        var member = cluster.Members[0];
        var identity = ServeConfigFile.Read(cluster.ConfigPath(member)).Cluster!;
        Assert.True(ClusterId.TryParse(identity, out var id));
        var bytes = new byte[Handshake.EncodedLength];
        new Handshake(Frame.CurrentVersion + 1, new ReplicaId(1), new ReplicaId(0), default, id, 0).Write(bytes);

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, member.PeerPort), stop.Token);
        await socket.SendAsync(bytes, stop.Token);
        await member.Process.WaitForTextAsync("run the same release on all replicas");
        await TestCluster.PutAsync(member, "still", "writable");
    }

    [Fact]
    public async Task DataDirectoryInUseIsRefused()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        var member = cluster.Members[0];
        var config = ServeConfigFile.Read(cluster.ConfigPath(member));
        var path = cluster.ConfigPath(member) + ".second";
        var ports = FreePorts.Take(2);
        ServeConfigFile.Write(path, config with
        {
            ListenPeer = $"127.0.0.1:{ports[0]}",
            ListenClient = [$"127.0.0.1:{ports[1]}"],
        });
        var second = await QuorateBinary.RunAsync("serve", "--config", path);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("is in use by another process", second.Error, StringComparison.Ordinal);
        await TestCluster.PutAsync(member, "still", "writable");
    }

    [Fact]
    public async Task AddressInUseIsRefused()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        var member = cluster.Members[0];
        var config = ServeConfigFile.Read(cluster.ConfigPath(member));
        var path = cluster.ConfigPath(member) + ".second";
        ServeConfigFile.Write(path, config with { DataDirectory = member.DataDirectory + "-second" });
        var second = await QuorateBinary.RunAsync("serve", "--config", path);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("in use", second.Error, StringComparison.OrdinalIgnoreCase);
    }
}
