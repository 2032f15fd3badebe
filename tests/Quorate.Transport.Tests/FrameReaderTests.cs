using System.Buffers.Binary;

namespace Quorate.Transport.Tests;

public sealed class FrameReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1 << 20)]
    public void FramesArriveWholeHoweverTheStreamIsCut(int piece)
    {
        var lengths = new[] { Frame.HeaderLength, 100, 70_000, 20_000, 49, 300_000 };
        var stream = lengths.SelectMany(FrameOf).ToArray();
        var reader = new FrameReader();
        var frames = new List<byte[]>();

        for (var offset = 0; offset < stream.Length;)
        {
            var destination = reader.Destination.Span;
            var count = Math.Min(Math.Min(piece, destination.Length), stream.Length - offset);
            stream.AsSpan(offset, count).CopyTo(destination);
            Assert.True(reader.Received(count, frames));
            offset += count;
        }

        Assert.Equal(lengths, frames.Select(frame => frame.Length));
        Assert.Equal(stream, frames.SelectMany(frame => frame).ToArray());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(47u)]
    [InlineData((16u << 20) + 1)]
    [InlineData(uint.MaxValue)]
    public void LengthOutOfBoundsEndsTheStreamBeforeAnythingIsAllocated(uint length)
    {
        var reader = new FrameReader();
        var frames = new List<byte[]>();
        BinaryPrimitives.WriteUInt32LittleEndian(reader.Destination.Span, length);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.False(reader.Received(sizeof(uint), frames));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000);
        Assert.Empty(frames);
    }

    private static byte[] FrameOf(int length)
    {
        var frame = new byte[length];
        for (var place = 0; place < length; place++)
        {
            frame[place] = (byte)(place * 31);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)length);
        return frame;
    }
}
