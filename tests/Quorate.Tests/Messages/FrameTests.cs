using System.Buffers.Binary;

namespace Quorate.Tests;

/// <summary>Frames from the network are verified before anything in them is believed.</summary>
public sealed class FrameTests
{
    private static readonly ClusterId s_cluster = new(0xC1);

    [Fact]
    public void FrameReadsBackAsItWasWritten()
    {
        var bytes = Encode();
        Assert.Equal(FrameError.None, Frame.ReadLength(bytes, out var length));
        Assert.Equal(bytes.Length, length);
        Assert.Equal(FrameError.None, Frame.Verify(bytes, s_cluster, out var header));
        Assert.Equal(
            new FrameHeader(9, s_cluster, new Epoch(2), new ReplicaId(1), new ViewNumber(5), Probe.Length), header);
    }

    [Fact]
    public void TruncationAtAnyByteIsRefused()
    {
        var bytes = Encode();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotEqual(FrameError.None, Frame.Verify(bytes.AsSpan(0, length), s_cluster, out _));
        }
    }

    [Fact]
    public void AnyFlippedBitIsRefused()
    {
        var bytes = Encode();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(Frame.Verify(bytes, s_cluster, out _) != FrameError.None, $"bit {bit} may be flipped");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void FrameOfAnotherClusterIsRefused() =>
        Assert.Equal(FrameError.Cluster, Frame.Verify(Encode(), new ClusterId(0xC2), out _));

    [Fact]
    public void FrameOfAnotherVersionIsRefusedByName()
    {
        var bytes = Encode();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), 2);
        Assert.Equal(FrameError.Version, Frame.Verify(bytes, s_cluster, out _));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(47u)]
    [InlineData((16u << 20) + 1)]
    [InlineData(uint.MaxValue)]
    public void LengthOutsideTheBoundsIsRefusedBeforeAnythingIsAllocated(uint claimed)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, claimed);
        Assert.Equal(FrameError.Length, Frame.ReadLength(bytes, out _));
    }

    [Fact]
    public void LengthNeedsFourBytes() => Assert.Equal(FrameError.Incomplete, Frame.ReadLength([1, 2, 3], out _));

    private static byte[] Encode()
    {
        var message = new Probe { View = new ViewNumber(5) };
        var bytes = new byte[Frame.LengthOf(message)];
        Frame.Write(message, s_cluster, new Epoch(2), new ReplicaId(1), bytes);
        return bytes;
    }

    private sealed class Probe : Message
    {
        public const int Length = 3;

        public override byte Kind => 9;

        public override int PayloadLength => Length;

        public override void WritePayload(ref SpanWriter writer) => writer.Bytes([1, 2, 3]);
    }
}
