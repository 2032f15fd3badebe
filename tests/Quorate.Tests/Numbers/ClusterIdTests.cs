using FsCheck;
using FsCheck.Fluent;

namespace Quorate.Tests;

public sealed class ClusterIdTests
{
    [Fact]
    public void PrintedIdentityParsesBack() =>
        Prop.ForAll<ulong, ulong>((upper, lower) =>
        {
            var id = new ClusterId(new UInt128(upper, lower | 1));
            return ClusterId.TryParse(id.ToString(), out var parsed) && parsed == id;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0x23456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcde ")]
    public void OtherTextIsNoIdentity(string? text)
    {
        Assert.False(ClusterId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }
}
