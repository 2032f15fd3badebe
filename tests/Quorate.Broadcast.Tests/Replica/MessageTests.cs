namespace Quorate.Broadcast.Tests;

/// <summary>The bytes of the one message, and what is no message.</summary>
public sealed class MessageTests
{
    private static readonly LamportMessageDecoder _decoder = new();
    private static readonly ReplicaId _sender = new(2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void DecodingAndEncodingAgainGivesTheSameBytes(int entries)
    {
        var frame = FrameOf(Sample(entries));

        var decoded = Decode(frame);

        Assert.NotNull(decoded);
        Assert.Equal(entries, decoded.Entries.Count);
        Assert.Equal(frame, FrameOf(decoded));
    }

    [Fact]
    public void BytesOnTheWireAreTheGoldenOnes() => Assert.Equal(
        "01" + "0700000000000000" + "2800000000000000" + "0900000000000000" + "0100000000000000"
        + "0500000000000000" + "1e00000000000000" + "3200000000000000" + "00000000",
        Convert.ToHexStringLower(FrameOf(Sample(0)).AsSpan(Frame.HeaderLength)));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void APayloadCutAnywhereIsRefused(int entries)
    {
        var frame = FrameOf(Sample(entries));
        Assert.Equal(FrameError.None, Frame.Verify(frame, TestCluster.Cluster, out var header));
        for (var length = 0; length < header.PayloadLength; length++)
        {
            Assert.Null(_decoder.Decode(header, frame.AsMemory(Frame.HeaderLength, length)));
        }
    }

    [Fact]
    public void BytesAfterThePayloadAreRefused()
    {
        var frame = FrameOf(Sample(2));
        Frame.Verify(frame, TestCluster.Cluster, out var header);
        byte[] longer = [.. frame.AsSpan(Frame.HeaderLength), 0];

        Assert.Null(_decoder.Decode(header, longer));
    }

    [Fact]
    public void AnyFlippedBitOfAnEntryIsRefused()
    {
        var frame = FrameOf(Sample(1));
        Frame.Verify(frame, TestCluster.Cluster, out var header);
        for (var at = Frame.HeaderLength + 61; at < frame.Length; at++)
        {
            var flipped = frame[Frame.HeaderLength..];
            flipped[at - Frame.HeaderLength] ^= 0x10;
            Assert.Null(_decoder.Decode(header, flipped));
        }
    }

    [Fact]
    public void AnotherVersionOfThePayloadIsRefused()
    {
        var frame = FrameOf(Sample(0));
        Frame.Verify(frame, TestCluster.Cluster, out var header);
        frame[Frame.HeaderLength] = 2;

        Assert.Null(_decoder.Decode(header, frame.AsMemory(Frame.HeaderLength)));
    }

    [Fact]
    public void EntriesThatDoNotFollowEachOtherOrAreAnothersAreRefused()
    {
        var first = EntryOf(8, 30, default);
        Assert.Null(Decode(FrameOf(With(first, EntryOf(9, 31, new Checksum(1))))));
        Assert.Null(Decode(FrameOf(With(first, EntryOf(9, 30, first.Checksum)))));
        Assert.Null(Decode(FrameOf(With(EntryOf(7, 29, default), EntryOf(9, 31, first.Checksum)))));
        Assert.Null(Decode(FrameOf(With(EntryOf(8, 30, default, sender: 1)))));
        Assert.Null(Decode(FrameOf(With(EntryOf(10, 30, default)))));
        Assert.Null(Decode(FrameOf(With(EntryOf(1, 30, default)))));
        Assert.NotNull(Decode(FrameOf(With(first, EntryOf(9, 31, first.Checksum)))));
    }

    internal static Entry EntryOf(
        ulong number, ulong time, Checksum parent, byte sender = 2, ClusterId? cluster = null, byte content = 0)
    {
        var builder = new EntryBuilder();
        builder.Add(EntryItem.Create(new SessionId(3), new RequestNumber(number), new byte[] { content, 1 }));
        return builder.Seal(new EntryHeader
        {
            Cluster = cluster ?? TestCluster.Cluster,
            Op = new OpNumber(number),
            Parent = parent,
            Kind = EntryKind.Normal,
            LogicalTime = time,
            Sender = new ReplicaId(sender),
        });
    }

    private static LamportUpdate Sample(int count)
    {
        var entries = new List<Entry>();
        for (var i = 0; i < count; i++)
        {
            var parent = entries.Count == 0 ? new Checksum(4) : entries[^1].Checksum;
            entries.Add(EntryOf((ulong)(7 + i), (ulong)(30 + i), parent));
        }

        return With([.. entries]);
    }

    private static LamportUpdate With(params Entry[] entries) => new()
    {
        View = ViewNumber.Zero,
        Incarnation = new Incarnation(7),
        Clock = new LamportTimestamp(40),
        Issued = new OpNumber(9),
        Kept = new OpNumber(1),
        Received = new OpNumber(5),
        Heard = new LamportTimestamp(30),
        Ask = new LamportTimestamp(50),
        Entries = entries,
    };

    private static byte[] FrameOf(LamportUpdate message)
    {
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, TestCluster.Cluster, default, _sender, frame);
        return frame;
    }

    private static LamportUpdate? Decode(byte[] frame)
    {
        Assert.Equal(FrameError.None, Frame.Verify(frame, TestCluster.Cluster, out var header));
        return (LamportUpdate?)_decoder.Decode(header, frame.AsMemory(Frame.HeaderLength));
    }
}
