using FsCheck;
using FsCheck.Fluent;

namespace Quorate.Broadcast.Tests;

/// <summary>Times have one encoding each, of fixed size; other bytes are refused, never guessed at.</summary>
public sealed class ClockCodecTests
{
    [Fact]
    public void LamportTimesAreEightLittleEndianBytes()
    {
        var bytes = new byte[LamportTimestamp.EncodedBytes];
        Assert.True(new LamportTimestamp(0x0123456789ABCDEF).TryWrite(bytes));
        Assert.Equal("EFCDAB8967452301", Convert.ToHexString(bytes));
    }

    [Fact]
    public void HybridTimesAreTheCounterAndThenTheMilliseconds()
    {
        var bytes = new byte[HybridTimestamp.EncodedBytes];
        Assert.True(new HybridTimestamp(0x0193_A5D2_F0C4, 0x0003).TryWrite(bytes));
        Assert.Equal("0300C4F0D2A59301", Convert.ToHexString(bytes));
    }

    [Fact]
    public void VectorTimesAreACountAndEightBytesForEachProcess()
    {
        var bytes = new byte[VectorTimestamp.EncodedBytes(3)];
        Assert.True(new VectorTimestamp([1, 0, 0x0203]).TryWrite(bytes, out var written));
        Assert.Equal(25, written);
        Assert.Equal("03" + "0100000000000000" + "0000000000000000" + "0302000000000000", Convert.ToHexString(bytes));
    }

    [Fact]
    public void EveryScalarTimeSurvivesTheRoundTrip() => Prop.ForAll<ulong>(value =>
    {
        var bytes = new byte[sizeof(ulong)];
        new LamportTimestamp(value).TryWrite(bytes);
        var lamport = LamportTimestamp.TryRead(bytes, out var timestamp) && timestamp.Value == value;
        new HybridTimestamp(value).TryWrite(bytes);
        return lamport && HybridTimestamp.TryRead(bytes, out var hybrid) && hybrid.Packed == value
            && new HybridTimestamp(hybrid.Milliseconds, hybrid.Counter) == hybrid;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryVectorTimeSurvivesTheRoundTrip() => Prop.ForAll<ulong[]>(counts =>
    {
        if (counts.Length is 0 or > VectorTimestamp.MembersMax)
        {
            return true;
        }

        var bytes = new byte[VectorTimestamp.EncodedBytes(counts.Length)];
        return new VectorTimestamp(counts).TryWrite(bytes, out var written) && written == bytes.Length
            && VectorTimestamp.TryRead(bytes, new ulong[counts.Length], out var read)
            && read.Counts.SequenceEqual(counts);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TruncationAtEveryByteIsRefused()
    {
        var bytes = new byte[VectorTimestamp.EncodedBytes(3)];
        new VectorTimestamp([7, 8, 9]).TryWrite(bytes, out _);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(VectorTimestamp.TryRead(bytes.AsSpan(0, length), new ulong[8], out var read));
            Assert.True(read.Counts.IsEmpty);
        }

        for (var length = 0; length < sizeof(ulong); length++)
        {
            Assert.False(LamportTimestamp.TryRead(bytes.AsSpan(0, length), out _));
            Assert.False(HybridTimestamp.TryRead(bytes.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void BytesThatAreLeftOverAreRefused()
    {
        Assert.False(LamportTimestamp.TryRead(new byte[9], out _));
        Assert.False(HybridTimestamp.TryRead(new byte[9], out _));
        Assert.False(VectorTimestamp.TryRead([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], new ulong[8], out _));
    }

    [Fact]
    public void VectorsOfNoneOrTooManyProcessesAreRefusedBeforeAnythingIsRead()
    {
        var storage = new ulong[2];
        Assert.False(VectorTimestamp.TryRead([0], storage, out _));
        var three = new byte[VectorTimestamp.EncodedBytes(3)];
        new VectorTimestamp([1, 2, 3]).TryWrite(three, out _);
        Assert.False(VectorTimestamp.TryRead(three, storage, out _));
        Assert.Equal([0UL, 0UL], storage);
    }

    [Fact]
    public void WithoutRoomNothingIsWritten()
    {
        var bytes = new byte[7];
        Assert.False(new LamportTimestamp(ulong.MaxValue).TryWrite(bytes));
        Assert.False(new HybridTimestamp(ulong.MaxValue).TryWrite(bytes));
        Assert.False(new VectorTimestamp([ulong.MaxValue]).TryWrite(bytes, out var written));
        Assert.False(default(VectorTimestamp).TryWrite(new byte[64], out _));
        Assert.Equal(0, written);
        Assert.All(bytes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void TextsOfHybridTimesSortAsTheTimesDo()
    {
        HybridTimestamp[] times = [new(1_700_000_000_000, 0), new(1_700_000_000_000, 2), new(1_700_000_000_000, 10),
            new(1_700_000_000_001, 0), new(253_402_300_799_999, ushort.MaxValue)];
        Assert.Equal("2023-11-14T22:13:20.000Z+00002", times[1].ToString());
        var texts = times.Select(time => time.ToString()).ToList();
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        Assert.Equal("253402300800000ms+00000", new HybridTimestamp(253_402_300_800_000, 0).ToString());
    }

    [Fact]
    public void TextOfAVectorListsItsCounts() => Assert.Equal("[3 0 12]", new VectorTimestamp([3, 0, 12]).ToString());

    [Fact]
    public void TextOfALamportTimeIsItsNumber() => Assert.Equal("42", new LamportTimestamp(42).ToString());
}
