using System.Net.Sockets;
using System.Text;

namespace Quorate.Transport.Tests;

/// <summary>What a transport promises, however it moves the bytes.</summary>
public abstract class PeerTransportTests(bool isPolled)
{
    private readonly TestCluster _cluster = new(2, isPolled);
    private readonly Recorder _first = new();
    private readonly Recorder _second = new();

    [Fact]
    public async Task FramesOfOneTurnArriveInOrderInBothDirections()
    {
        await using var first = TestCluster.Start(_cluster.Options(0), _first);
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await _first.SeesAsync("up r1");
        await _second.SeesAsync("up r0");

        first.Send(new ReplicaId(1), BytesMessage.Of(1), BytesMessage.Of(2));
        second.Send(new ReplicaId(0), BytesMessage.Of(3));

        await _second.SeesAsync("frame r0 01");
        await _second.SeesAsync("frame r0 02");
        await _first.SeesAsync("frame r1 03");
    }

    [Fact]
    public async Task LargestFramesArriveIntact()
    {
        await using var first = TestCluster.Start(_cluster.Options(0), _first);
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await _first.SeesAsync("up r1");
        var bytes = new byte[Frame.LengthMax - Frame.HeaderLength];
        Array.Fill(bytes, (byte)7);

        first.Send(
            new ReplicaId(1), new BytesMessage { View = ViewNumber.Zero, Bytes = bytes }, BytesMessage.Of(9));

        await _second.SeesAsync($"frame r0 {bytes.Length} bytes, checksum None");
        await _second.SeesAsync("frame r0 09");
    }

    [Fact]
    public async Task PeerThatLeavesIsReportedDownAtOnceAndUpWhenItReturns()
    {
        await using var first = TestCluster.Start(_cluster.Options(0), _first);
        await using (TestCluster.Start(_cluster.Options(1), _second))
        {
            await _first.SeesAsync("up r1");
        }

        await _first.SeesAsync("down r1");
        Assert.False(first.Transport.IsConnected(new ReplicaId(1)));

        await using var again = TestCluster.Start(_cluster.Options(1), new Recorder());
        await _first.SeesAsync("up r1");
        Assert.True(first.Transport.IsConnected(new ReplicaId(1)));
    }

    [Fact]
    public async Task DialledSideThatRestartsIsReportedToo()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await using (TestCluster.Start(_cluster.Options(0), _first))
        {
            await _second.SeesAsync("up r0");
        }

        await _second.SeesAsync("down r0");
        await using var again = TestCluster.Start(_cluster.Options(0), new Recorder());
        await _second.SeesAsync("up r0");
    }

    [Fact]
    public async Task ReplicaThatStartsIsDialledAtOnceHoweverLongThePause()
    {
        var hour = TimeSpan.FromHours(1);
        var patient = _cluster.Options(0) with { ReconnectMin = hour, ReconnectMax = hour };
        await using var first = TestCluster.Start(patient, _first);

        await using (TestCluster.Start(_cluster.Options(1), _second))
        {
            await _first.SeesAsync("up r1");
            await _second.SeesAsync("up r0");
            first.Send(new ReplicaId(1), BytesMessage.Of(1));
            await _second.SeesAsync("frame r0 01");
        }

        await _first.SeesAsync("down r1");
    }

    [Fact]
    public async Task FramesToAPeerThatIsAwayAreDroppedAndCounted()
    {
        await using var first = TestCluster.Start(_cluster.Options(0), _first);

        first.Send(new ReplicaId(1), BytesMessage.Of(1));

        Assert.Equal(1, first.Counters.FramesDropped);
        Assert.Equal(0, first.Counters.FramesSent);
    }

    [Fact]
    public async Task QueueForAPeerThatDoesNotReadIsBounded()
    {
        await using var second = TestCluster.Start(_cluster.Options(1) with { OutgoingBytesMax = 1 << 20 }, _second);
        await using var stuck = await _cluster.ConnectRawAsync(1);
        await IntroduceAsync(stuck, Hello);
        await _second.SeesAsync("up r0");
        var message = new BytesMessage { View = ViewNumber.Zero, Bytes = new byte[64 << 10] };

        for (var turn = 0; turn < 1000; turn++)
        {
            second.Send(new ReplicaId(0), message);
        }

        Assert.InRange(second.Counters.FramesDropped, 1, 999);
        Assert.Equal(1000, second.Counters.FramesDropped + second.Counters.FramesSent);
    }

    [Fact]
    public async Task PeerOfAnotherClusterIsRefusedAndBothSidesSayWhy()
    {
        await using var first = TestCluster.Start(_cluster.Options(0) with { Cluster = new ClusterId(0xBAD) }, _first);
        await using var second = TestCluster.Start(_cluster.Options(1), _second);

        Assert.Contains("check the peer addresses and the cluster id", await _first.SeesAsync("refused Cluster"));
        await _second.SeesAsync("refused Cluster");
        Assert.True(first.Counters.Refused(HandshakeRefusal.Cluster) > 0);
        Assert.True(second.Counters.Refused(HandshakeRefusal.Cluster) > 0);
    }

    [Fact]
    public async Task PeerOfAnotherVersionIsRefused()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await using var stranger = await _cluster.ConnectRawAsync(1);

        var refusal = await IntroduceAsync(stranger, Hello with { Version = 2 });

        Assert.Equal(HandshakeRefusal.Version, refusal);
        Assert.Contains("run the same release", await _second.SeesAsync("refused Version"));
    }

    [Fact]
    public async Task AddressThatLeadsToAnotherReplicaIsRefused()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await using var stranger = await _cluster.ConnectRawAsync(1);

        Assert.Equal(
            HandshakeRefusal.WrongReceiver, await IntroduceAsync(stranger, Hello with { Receiver = new ReplicaId(0) }));
        await _second.SeesAsync("refused WrongReceiver");
    }

    [Fact]
    public async Task GarbageOnThePeerPortIsAnsweredCountedAndClosed()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await using var browser = await _cluster.ConnectRawAsync(1);
        await browser.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        var answer = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await browser.CopyToAsync(answer, TestContext.Current.CancellationToken);
            throw new IOException("closed in good order");
        });

        Assert.Contains("for Quorate replicas only", await _second.SeesAsync("refused Garbage"));
        Assert.Contains("for Quorate replicas only", Encoding.UTF8.GetString(answer.ToArray()));
        Assert.Equal(1, second.Counters.Refused(HandshakeRefusal.Garbage));
    }

    [Fact]
    public async Task ConnectionThatSaysNothingIsClosedInTime()
    {
        var options = _cluster.Options(1) with { HandshakeTimeout = TimeSpan.FromMilliseconds(50) };
        await using var second = TestCluster.Start(options, _second);
        await using var silent = await _cluster.ConnectRawAsync(1);

        await _second.SeesAsync("refused Timeout");
    }

    [Fact]
    public async Task OversizeFrameClosesTheConnection()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);
        await using var stranger = await _cluster.ConnectRawAsync(1);
        Assert.Equal(HandshakeRefusal.None, await IntroduceAsync(stranger, Hello));
        await _second.SeesAsync("up r0");

        await stranger.WriteAsync(new byte[] { 0, 0, 0, 0xFF }, TestContext.Current.CancellationToken);

        await _second.SeesAsync("down r0");
        Assert.Equal(1, second.Counters.BadStreams);
    }

    [Fact]
    public async Task AddressInUseIsAClearError()
    {
        await using var second = TestCluster.Start(_cluster.Options(1), _second);

        var error = Assert.Throws<InvalidOperationException>(
            () => TestCluster.Start(_cluster.Options(1), new Recorder()));

        Assert.Contains("is another replica running there?", error.Message);
    }

    private static Handshake Hello =>
        new(Frame.CurrentVersion, new ReplicaId(0), new ReplicaId(1), default, TestCluster.Id, 0);

    private static async Task<HandshakeRefusal> IntroduceAsync(NetworkStream stream, Handshake handshake)
    {
        var hello = new byte[Handshake.EncodedLength];
        handshake.Write(hello);
        await stream.WriteAsync(hello, TestContext.Current.CancellationToken);
        var head = new byte[HandshakeReply.HeadLength];
        await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        Assert.True(HandshakeReply.TryReadHead(head, out var refusal, out _));
        return refusal;
    }
}
