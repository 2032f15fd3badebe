namespace Quorate.Transport.Tests;

public sealed class HandshakeTests
{
    private static readonly Handshake Good = new(
        Frame.CurrentVersion, new ReplicaId(0), new ReplicaId(1), default, TestCluster.Id, 0);

    public static TheoryData<Handshake, HandshakeRefusal> Decisions => new()
    {
        { Good, HandshakeRefusal.None },
        { Good with { Version = 99, Cluster = default }, HandshakeRefusal.Version },
        { Good with { Cluster = new ClusterId(7) }, HandshakeRefusal.Cluster },
        { Good with { Protocol = (byte)'L' }, HandshakeRefusal.Protocol },
        { Good with { Epoch = new Epoch(3) }, HandshakeRefusal.Epoch },
        { Good with { Receiver = new ReplicaId(2) }, HandshakeRefusal.WrongReceiver },
        { Good with { Sender = new ReplicaId(1) }, HandshakeRefusal.WrongSender },
        { Good with { Sender = new ReplicaId(9) }, HandshakeRefusal.WrongSender },
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void EachHandshakeGetsItsDecisionAndASentence(Handshake handshake, HandshakeRefusal expected)
    {
        var refusal = handshake.Check(new TestCluster(3).Options(1), out var reason);

        Assert.Equal(expected, refusal);
        Assert.Equal(expected == HandshakeRefusal.None, reason.Length == 0);
    }

    [Fact]
    public void HandshakeReadsBackAndNoShorterPrefixDoes()
    {
        var bytes = new byte[Handshake.EncodedLength];
        Good.Write(bytes);

        Assert.True(Handshake.TryRead(bytes, out var read));
        Assert.Equal(Good, read);
        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.False(Handshake.TryRead(bytes.AsSpan(0, length), out _)));
    }

    [Fact]
    public void HandshakeBytesAreTheFormatsGoldenBytes()
    {
        var bytes = new byte[Handshake.EncodedLength];
        (Good with { Epoch = new Epoch(2), Protocol = (byte)'V' }).Write(bytes);

        Assert.Equal(
            "51554F524154450A" + "0100" + "00" + "01" + "02000000" + "C1000000000000000000000000000000" + "56",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void EachRefusalTravels()
    {
        foreach (var expected in Enum.GetValues<HandshakeRefusal>())
        {
            var encoded = new HandshakeReply(expected, "why").Encode();
            Assert.True(HandshakeReply.TryReadHead(encoded, out var refusal, out _));
            Assert.Equal(expected, refusal);
        }
    }

    [Fact]
    public void ReplyReadsBackAndALongReasonIsCut()
    {
        var encoded = new HandshakeReply(HandshakeRefusal.Cluster, new string('x', 300)).Encode();

        Assert.True(HandshakeReply.TryReadHead(encoded, out var refusal, out var length));
        Assert.Equal(HandshakeRefusal.Cluster, refusal);
        Assert.Equal(255, length);
        Assert.Equal(HandshakeReply.HeadLength + 255, encoded.Length);
    }

    [Theory]
    [InlineData("10.0.0.1:2380", "10.0.0.1", 2380)]
    [InlineData("[::1]:1", "::1", 1)]
    [InlineData("replica-0.local:65535", "replica-0.local", 65535)]
    public void AddressesParse(string text, string host, int port)
    {
        Assert.True(PeerEndpoint.TryParse(new ReplicaId(0), text, out var endpoint));
        Assert.Equal((host, port, text), (endpoint!.Host, endpoint.Port, endpoint.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("host")]
    [InlineData(":2380")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("::1:2380")]
    [InlineData("[]:2380")]
    public void OtherTextIsNoAddress(string? text) =>
        Assert.False(PeerEndpoint.TryParse(new ReplicaId(0), text, out _));
}
