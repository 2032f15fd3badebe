using FsCheck;
using FsCheck.Fluent;

namespace Quorate.Tests;

/// <summary>What the writer writes the reader reads, and no input makes the reader throw.</summary>
public sealed class SpanCodecTests
{
    private const int AllFieldsLength = 1 + 2 + 4 + 8 + 8 + 16 + 1;

    [Fact]
    public void EveryFieldSurvivesTheRoundTrip() =>
        Prop.ForAll<byte, ushort, uint>((small, middle, large) =>
            RoundTrips(small, middle, large, ((ulong)large << 32) | middle, -(long)large, (UInt128)large << 96 | small))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void FieldsAreLittleEndianAndUnpadded()
    {
        var bytes = new byte[AllFieldsLength];
        var writer = new SpanWriter(bytes);
        WriteAll(ref writer, 0x01, 0x0302, 0x07060504, 0x0F0E0D0C0B0A0908, -2, UInt128.One << 8);
        Assert.Equal(AllFieldsLength, writer.Position);
        Assert.Equal(
            "01" + "0203" + "04050607" + "08090A0B0C0D0E0F" + "FEFFFFFFFFFFFFFF"
            + "00010000000000000000000000000000" + "01",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void TruncationAnywhereFailsWithoutThrowing()
    {
        var bytes = new byte[AllFieldsLength];
        var writer = new SpanWriter(bytes);
        WriteAll(ref writer, 1, 2, 3, 4, 5, 6);
        for (var length = 0; length < bytes.Length; length++)
        {
            var reader = new SpanReader(bytes.AsSpan(0, length));
            ReadAll(ref reader);
            Assert.True(reader.Failed, $"{length} bytes were enough");
            Assert.False(reader.IsComplete);
        }
    }

    [Fact]
    public void FailedReaderYieldsZerosFromThenOn()
    {
        var reader = new SpanReader([1, 2, 3]);
        Assert.Equal(0u, reader.U32());
        Assert.True(reader.Failed);
        Assert.Equal(0, reader.U8());
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void BytesThatAreLeftOverAreNoticed()
    {
        var reader = new SpanReader([1, 2]);
        Assert.Equal(1, reader.U8());
        Assert.False(reader.Failed);
        Assert.False(reader.IsComplete);
        Assert.Equal(1, reader.Remaining);
    }

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(1, true, true)]
    [InlineData(2, false, false)]
    [InlineData(255, false, false)]
    public void FlagHasOneEncodingForEachValue(byte encoded, bool value, bool isAccepted)
    {
        var reader = new SpanReader([encoded]);
        Assert.Equal(value, reader.Flag());
        Assert.Equal(isAccepted, reader.IsComplete);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void CountOutsideTheInputFails(int count)
    {
        var reader = new SpanReader([1, 2, 3]);
        Assert.True(reader.Bytes(count).IsEmpty);
        Assert.True(reader.Failed);
    }

    [Fact]
    public void WriterRefusesToWritePastItsEnd() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var writer = new SpanWriter(new byte[3]);
            writer.U32(1);
        });

    private static bool RoundTrips(byte u8, ushort u16, uint u32, ulong u64, long i64, UInt128 u128)
    {
        var bytes = new byte[AllFieldsLength];
        var writer = new SpanWriter(bytes);
        WriteAll(ref writer, u8, u16, u32, u64, i64, u128);
        var reader = new SpanReader(bytes);
        return ReadAll(ref reader) == (u8, u16, u32, u64, i64, u128) && reader.IsComplete;
    }

    private static void WriteAll(
        ref SpanWriter writer, byte u8, ushort u16, uint u32, ulong u64, long i64, UInt128 u128)
    {
        writer.U8(u8);
        writer.U16(u16);
        writer.U32(u32);
        writer.U64(u64);
        writer.I64(i64);
        writer.U128(u128);
        writer.Bytes([1]);
    }

    private static (byte, ushort, uint, ulong, long, UInt128) ReadAll(ref SpanReader reader)
    {
        var fields = (reader.U8(), reader.U16(), reader.U32(), reader.U64(), reader.I64(), reader.U128());
        reader.Flag();
        return fields;
    }
}
