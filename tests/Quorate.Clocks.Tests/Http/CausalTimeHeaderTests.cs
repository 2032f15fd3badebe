using Quorate.Broadcast;

namespace Quorate.Clocks.Tests;

/// <summary>The header has one text for each time, and a version (clocks.md S1, S2).</summary>
public sealed class CausalTimeHeaderTests
{
    [Fact]
    public void TheTextOfATimeStaysAsItIs()
    {
        Assert.Equal("Quorate-Time", CausalTimeHeader.Name);
        var text = CausalTimeHeader.Format(new HybridTimestamp(0x0193_A5D2_F0C4, 3));
        Assert.Equal("1-0193a5d2f0c40003", text);
        Assert.Equal(CausalTimeHeader.Length, text.Length);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0x0193A5D2F0C40003UL)]
    [InlineData(ulong.MaxValue)]
    public void TimesSurviveTheRoundTrip(ulong packed)
    {
        var text = CausalTimeHeader.Format(new HybridTimestamp(packed));
        Assert.Equal(HeaderReading.Time, CausalTimeHeader.Read(text, out var time));
        Assert.Equal(packed, time.Packed);
    }

    [Theory]
    [InlineData("2-0193a5d2f0c40003")]
    [InlineData("2-")]
    [InlineData("01-0193a5d2f0c40003")]
    [InlineData("65536-anything at all")]
    public void OtherVersionsAreToldApartFromGarbage(string value) =>
        Assert.Equal(HeaderReading.UnknownVersion, CausalTimeHeader.Read(value, out _));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("-")]
    [InlineData("-0193a5d2f0c40003")]
    [InlineData("1-0193a5d2f0c4000")]
    [InlineData("1-0193a5d2f0c400031")]
    [InlineData("1-0193A5D2F0C40003")]
    [InlineData("1-0193a5d2f0c4000g")]
    [InlineData("1- 193a5d2f0c40003")]
    [InlineData("1-+193a5d2f0c40003")]
    [InlineData("v1-193a5d2f0c40003")]
    [InlineData("１-0193a5d2f0c40003")]
    [InlineData("1234567-0193a5d2f0c40003")]
    [InlineData("2-0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void GarbageIsRefused(string value)
    {
        Assert.Equal(HeaderReading.Malformed, CausalTimeHeader.Read(value, out var time));
        Assert.Equal(HybridTimestamp.Zero, time);
    }

    [Fact]
    public void TruncationAtEveryCharacterIsRefused()
    {
        for (var length = 0; length < CausalTimeHeader.Length; length++)
        {
            Assert.NotEqual(HeaderReading.Time, CausalTimeHeader.Read("1-0193a5d2f0c40003".AsSpan(0, length), out _));
        }
    }
}
