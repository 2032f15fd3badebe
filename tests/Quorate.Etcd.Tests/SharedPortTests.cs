using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Quorate.Etcd.Tests;

public sealed class SharedPortTests(EtcdFixture etcd) : IClassFixture<EtcdFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC")]
    [InlineData("hello, is this a server?\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n")]
    public async Task GarbageIsAnsweredClosedAndCounted(string garbage)
    {
        var before = await BadConnectionsAsync();
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", await ExchangeAsync(garbage), StringComparison.Ordinal);
        Assert.Equal(before + 1, await BadConnectionsAsync());
    }

    [Fact]
    public async Task GarbageAfterAGoodBeginningClosesTheConnection()
    {
        Assert.StartsWith("HTTP/1.1 400", await ExchangeAsync("GET garbage\r\n\r\n"), StringComparison.Ordinal);
        await ExchangeAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnot a settings frame at all");
    }

    [Fact]
    public async Task PrefaceMayArriveByteByByte()
    {
        using var socket = new TcpClient("127.0.0.1", etcd.Port) { NoDelay = true };
        var stream = socket.GetStream();
        foreach (var part in Encoding.Latin1.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"))
        {
            await stream.WriteAsync(new[] { part }, Stop);
        }

        // The server's own settings frame: type 4 on stream 0.
        var header = new byte[9];
        await stream.ReadExactlyAsync(header, Stop);
        Assert.Equal(4, header[3]);
    }

    [Fact]
    public async Task Http11AndHttp2ShareThePort()
    {
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/version")
            {
                Version = version,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var response = await etcd.Http.SendAsync(request, Stop);
            Assert.Equal(version, response.Version);
            Assert.Equal(
                "{\"etcdserver\":\"3.6.0\",\"etcdcluster\":\"3.6.0\"}", await response.Content.ReadAsStringAsync(Stop));
        }
    }

    private async Task<string> ExchangeAsync(string text)
    {
        using var socket = new TcpClient("127.0.0.1", etcd.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // A reset is a way of closing too, when unread garbage is left behind.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private async Task<long> BadConnectionsAsync()
    {
        var metrics = await etcd.Http.GetStringAsync("/metrics");
        var match = Regex.Match(metrics, "^quorate_etcd_bad_connections_total ([0-9]+)$", RegexOptions.Multiline);
        return long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
