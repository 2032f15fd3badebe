using System.Buffers;
using System.Text;
using Quorate.Etcd.Connections;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Tests;

public sealed class GrpcTextTests
{
    [Theory]
    [InlineData("1H", 3600 * 10_000_000L)]
    [InlineData("2M", 120 * 10_000_000L)]
    [InlineData("3S", 30_000_000L)]
    [InlineData("4m", 40_000L)]
    [InlineData("5u", 50L)]
    [InlineData("600n", 6L)]
    [InlineData("1n", 1L)]
    [InlineData("0S", 0L)]
    [InlineData("99999999H", 99999999L * 3600 * 10_000_000)]
    public void TimeoutIsParsed(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    public void MalformedTimeoutIsRefused(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("50%", "50%25")]
    [InlineData("a\nb", "a%0Ab")]
    [InlineData("é", "%C3%A9")]
    public void StatusMessageIsPercentEncoded(string message, string encoded) =>
        Assert.Equal(encoded, GrpcMessageText.Encode(message));

    [Theory]
    [InlineData("", nameof(SniffedProtocol.Undecided))]
    [InlineData("P", nameof(SniffedProtocol.Undecided))]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r", nameof(SniffedProtocol.Undecided))]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", nameof(SniffedProtocol.Http2))]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0", nameof(SniffedProtocol.Http2))]
    [InlineData("PRI * HTTP/3", nameof(SniffedProtocol.Neither))]
    [InlineData("POST", nameof(SniffedProtocol.Undecided))]
    [InlineData("POST /v3/kv/put HTTP/1.1", nameof(SniffedProtocol.Http1))]
    [InlineData("GET /", nameof(SniffedProtocol.Http1))]
    [InlineData("PUT /", nameof(SniffedProtocol.Http1))]
    [InlineData(" GET /", nameof(SniffedProtocol.Neither))]
    [InlineData("garbage", nameof(SniffedProtocol.Neither))]
    [InlineData("\u0016\u0003\u0001", nameof(SniffedProtocol.Neither))]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWX", nameof(SniffedProtocol.Neither))]
    public void FirstBytesTellTheProtocol(string received, string expected) =>
        Assert.Equal(
            expected, FirstBytes.Judge(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(received))).ToString());
}
