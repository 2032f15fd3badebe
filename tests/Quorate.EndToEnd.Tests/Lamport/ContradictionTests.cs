using System.Net;
using System.Net.Sockets;
using Quorate.Broadcast;
using Quorate.Cli.Etcd;
using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.Kit;
using Quorate.Transport;

namespace Quorate.EndToEnd.Tests.Lamport;

/// <summary>
/// A replica that says what cannot be: each gets a clear error, is counted, and nothing is lost (lamport.md §7).
/// </summary>
public sealed class ContradictionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task RestoredOldDataDirectoryIsRefusedAndTheNewestIsTakenUpAgain()
    {
        using var cluster = await StartAsync();
        var member = cluster.Members[2];
        var (old, newest) = (member.DataDirectory + ".old", member.DataDirectory + ".newest");
        await TestCluster.PutAsync(member, "first", "kept");
        member.Process.Kill();
        Copy(member.DataDirectory, old);
        await RestartAsync(member);
        await TestCluster.PutAsync(member, "second", "kept too");
        member.Process.Kill();

        Directory.Move(member.DataDirectory, newest);
        Directory.Move(old, member.DataDirectory);
        member.Process.Start();
        Assert.Equal(1, await member.Process.WaitForExitAsync());
        Assert.Contains("older than what this replica has said", member.Process.Printed, StringComparison.Ordinal);

        Directory.Delete(member.DataDirectory, recursive: true);
        Directory.Move(newest, member.DataDirectory);
        await RestartAsync(member);
        Assert.Equal("kept too", await TestCluster.GetAsync(cluster.Members[0], "second"));
        await TestCluster.PutAsync(cluster.Members[1], "third", "goes on");
    }

    [Fact]
    public async Task SecondProcessOfTheSameIdentityStopsAndTheFirstGoesOn()
    {
        using var cluster = await StartAsync();
        var member = cluster.Members[0];
        await TestCluster.PutAsync(member, "before", "kept");
        var config = ServeConfigFile.Read(cluster.ConfigPath(member));
        var path = cluster.ConfigPath(member) + ".second";
        var ports = FreePorts.Take(2);
        ServeConfigFile.Write(path, config with
        {
            DataDirectory = member.DataDirectory + "-second",
            ListenPeer = $"127.0.0.1:{ports[0]}",
            ListenClient = [$"127.0.0.1:{ports[1]}"],
        });
        using var second = QuorateBinary.Server("serve", "--config", path);
        second.Start();
        Assert.Equal(1, await second.WaitForExitAsync());
        Assert.Contains("holds entries of this replica up to", second.Printed, StringComparison.Ordinal);

        await TestCluster.WaitUntilServingAsync(member);
        Assert.Equal("kept", await TestCluster.GetAsync(cluster.Members[1], "before"));
        await TestCluster.PutAsync(cluster.Members[2], "after", "goes on");
    }

    [Fact]
    public async Task ClockFarInTheFutureIsRefusedCountedAndNamedInTheStatus()
    {
        using var cluster = await StartAsync();
        var (gone, asked) = (cluster.Members[0], cluster.Members[1]);
        await TestCluster.PutAsync(gone, "before", "kept");
        gone.Process.Kill();
        Assert.True(ClusterId.TryParse(ServeConfigFile.Read(cluster.ConfigPath(asked)).Cluster!, out var id));
        using (var impostor = await ImpostorAsync(asked, id))
        {
            await SendAsync(impostor, id, Update(clock: ulong.MaxValue / 2));
            await asked.Process.WaitForTextAsync("contradicts what is known of r0");
            Assert.Contains(
                await ErrorsAsync(asked),
                error => error.StartsWith("r0's logical clock is ", StringComparison.Ordinal));
            Assert.NotEqual("0", await MetricAsync(asked, "quorate_contradictions_total"));
        }

        await RestartAsync(gone);
        Assert.Equal("kept", await TestCluster.GetAsync(asked, "before"));
        await TestCluster.PutAsync(gone, "after", "goes on");
        Assert.Empty(await ErrorsAsync(asked));
    }

    [Fact]
    public async Task FrameOfAnotherVersionIsRefusedAndCounted()
    {
        using var cluster = await StartAsync();
        var (gone, asked) = (cluster.Members[0], cluster.Members[1]);
        gone.Process.Kill();
        Assert.True(ClusterId.TryParse(ServeConfigFile.Read(cluster.ConfigPath(asked)).Cluster!, out var id));
        using (var impostor = await ImpostorAsync(asked, id))
        {
            // The version is the two bytes after the length.
            await SendAsync(impostor, id, Update(clock: 1), frame => frame[4]++);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            while (await MetricAsync(asked, "quorate_frames_refused_total") == "0")
            {
                Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < Patience, "It was not counted.");
            }
        }

        await RestartAsync(gone);
        await TestCluster.PutAsync(asked, "after", "goes on");
    }

    [Fact]
    public async Task DataOfAnotherProtocolAndPeersOfAnotherProtocolAreRefused()
    {
        using var cluster = await StartAsync();
        var member = cluster.Members[2];
        member.Process.Kill();
        var path = cluster.ConfigPath(member);
        var config = ServeConfigFile.Read(path);
        ServeConfigFile.Write(path, config with { Protocol = "vr" });
        member.Process.Start();
        Assert.Equal(2, await member.Process.WaitForExitAsync());
        Assert.Contains("ran another replication protocol ('L')", member.Process.Printed, StringComparison.Ordinal);

        ServeConfigFile.Write(path, config with { Protocol = "vr", DataDirectory = member.DataDirectory + "-other" });
        member.Process.Start();
        await member.Process.WaitForTextAsync("was refused (Protocol)");
        member.Process.Kill();
        ServeConfigFile.Write(path, config);
        await RestartAsync(member);
        await TestCluster.PutAsync(cluster.Members[0], "after", "goes on");
    }

    private static Task<TestCluster> StartAsync() =>
        TestCluster.StartQuorateAsync(config => config with { Protocol = "lamport" });

    private static async Task RestartAsync(ClusterMember member)
    {
        member.Process.Start();
        await TestCluster.WaitUntilServingAsync(member);
    }

    private static LamportUpdate Update(ulong clock) => new()
    {
        View = ViewNumber.Zero,
        Incarnation = new Incarnation(1000),
        Clock = new LamportTimestamp(clock),
        Issued = OpNumber.Zero,
        Kept = OpNumber.Zero,
        Received = OpNumber.Zero,
        Heard = LamportTimestamp.Zero,
        Ask = LamportTimestamp.Zero,
        Entries = [],
    };

    // Connects to a replica in the name of replica 0, which is dead.
    private static async Task<Socket> ImpostorAsync(ClusterMember member, ClusterId cluster)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var stop = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, member.PeerPort), stop.Token);
        var hello = new byte[Handshake.EncodedLength];
        new Handshake(
            Frame.CurrentVersion, new ReplicaId(0), new ReplicaId(1), default, cluster, (byte)'L').Write(hello);
        await socket.SendAsync(hello, stop.Token);
        var reply = new byte[HandshakeReply.HeadLength];
        Assert.Equal(reply.Length, await socket.ReceiveAsync(reply, stop.Token));
        Assert.True(HandshakeReply.TryReadHead(reply, out var refusal, out _));
        Assert.Equal(HandshakeRefusal.None, refusal);
        return socket;
    }

    private static async Task SendAsync(
        Socket socket, ClusterId cluster, LamportUpdate update, Action<byte[]>? damage = null)
    {
        var frame = new byte[Frame.LengthOf(update)];
        Frame.Write(update, cluster, default, new ReplicaId(0), frame);
        damage?.Invoke(frame);
        await socket.SendAsync(frame, TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(ClusterMember member)
    {
        using var client = new EtcdClient(member.ClientEndpoint);
        using var stop = new CancellationTokenSource(Patience);
        return (await client.StatusAsync(stop.Token)).Errors;
    }

    private static async Task<string> MetricAsync(ClusterMember member, string name)
    {
        using var http = new HttpClient();
        var page = await http.GetStringAsync(
            new Uri($"http://{member.ClientEndpoint}/metrics"), TestContext.Current.CancellationToken);
        var line = page.Split('\n').Single(text => text.StartsWith(name + " ", StringComparison.Ordinal));
        return line[(name.Length + 1)..];
    }

    private static void Copy(string from, string to)
    {
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            Directory.CreateDirectory(directory.Replace(from, to, StringComparison.Ordinal));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        }
    }
}
