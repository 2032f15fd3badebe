namespace Quorate.Viewstamped.Tests;

public sealed class MessageCodecTests
{
    private static readonly ViewstampedMessageDecoder Decoder = new();

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, MessageSamples.All.Count)];

    [Fact]
    public void EveryKindHasASample() =>
        Assert.Equal(
            Enum.GetValues<MessageKind>().Select(kind => (byte)kind),
            MessageSamples.All.Select(m => m.Kind).Distinct());

    [Theory]
    [MemberData(nameof(Indexes))]
    public void DecodingAndEncodingAgainGivesTheSameBytes(int index)
    {
        var frame = MessageSamples.FrameOf(MessageSamples.All[index]);

        var decoded = Decode(frame);

        Assert.NotNull(decoded);
        Assert.Equal(MessageSamples.All[index].GetType(), decoded.GetType());
        Assert.Equal(frame, MessageSamples.FrameOf(decoded));
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void APayloadCutAnywhereIsRefused(int index)
    {
        var frame = MessageSamples.FrameOf(MessageSamples.All[index]);
        Assert.Equal(FrameError.None, Frame.Verify(frame, MessageSamples.Cluster, out var header));
        for (var length = 0; length < header.PayloadLength; length++)
        {
            var decoded = Decoder.Decode(header, frame.AsMemory(Frame.HeaderLength, length));

            // A chunk's bytes are the rest of the payload: a shorter one is another chunk, caught by the frame's
            // checksum.
            Assert.True(
                decoded is null or CheckpointChunk, $"{MessageSamples.All[index].GetType().Name} cut to {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void TrailingBytesAreRefused(int index)
    {
        var message = MessageSamples.All[index];
        if (message is CheckpointChunk)
        {
            // Its bytes are the rest of the payload: a longer one is another chunk, caught by the frame's checksum.
            return;
        }

        var frame = MessageSamples.FrameOf(message);
        Assert.Equal(FrameError.None, Frame.Verify(frame, MessageSamples.Cluster, out var header));
        byte[] longer = [.. frame.AsSpan(Frame.HeaderLength), 0];

        Assert.Null(Decoder.Decode(header, longer));
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void AnyFlippedByteIsRefusedByFrameOrDecoder(int index)
    {
        var frame = MessageSamples.FrameOf(MessageSamples.All[index]);
        for (var i = 0; i < frame.Length; i++)
        {
            var flipped = (byte[])frame.Clone();
            flipped[i] ^= 0x41;

            Assert.NotEqual(FrameError.None, Frame.Verify(flipped, MessageSamples.Cluster, out _));
        }
    }

    [Fact]
    public void BytesOnTheWireAreTheGoldenOnes()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "golden-messages.txt");
        var lines = MessageSamples.All.Select(
            m => $"{m.GetType().Name} {Convert.ToHexStringLower(MessageSamples.FrameOf(m))}");
        if (Environment.GetEnvironmentVariable("QUORATE_REWRITE_GOLDEN") is { Length: > 0 } target)
        {
            File.WriteAllLines(Path.Combine(target, "golden-messages.txt"), lines);
            return;
        }

        Assert.Equal(File.ReadAllLines(path), lines);
    }

    private static Message? Decode(byte[] frame)
    {
        Assert.Equal(FrameError.None, Frame.Verify(frame, MessageSamples.Cluster, out var header));
        return Decoder.Decode(header, frame.AsMemory(Frame.HeaderLength));
    }
}
