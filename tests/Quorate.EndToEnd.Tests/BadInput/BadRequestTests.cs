using System.Net;
using System.Net.Sockets;
using System.Text;
using Quorate.Cli.Etcd;
using Quorate.EndToEnd.Tests.Kit;
using Quorate.Etcd.Grpc;

namespace Quorate.EndToEnd.Tests.BadInput;

/// <summary>Bad requests get a clear error, are counted, and change nothing; the replica serves on.</summary>
public sealed class BadRequestTests(ServingClusterFixture fixture) : IClassFixture<ServingClusterFixture>
{
    private string Endpoint => fixture.Cluster.Members[0].ClientEndpoint;

    [Fact]
    public async Task OversizedRequestIsRefusedWithEtcdsText()
    {
        var exception = await FailAsync(EtcdMethods.Put, EtcdRequests.Put("big"u8, new byte[1_600_000]));
        Assert.Equal(GrpcStatusCode.InvalidArgument, exception.Status);
        Assert.Equal("etcdserver: request is too large", exception.Message);
    }

    [Fact]
    public async Task RequestBeyondTheMessageLimitIsRefusedBeforeItIsRead()
    {
        var exception = await FailAsync(EtcdMethods.Put, EtcdRequests.Put("huge"u8, new byte[4_000_000]));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, exception.Status);
        Assert.Contains("received message larger than max", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MalformedProtobufIsRefusedAndCounted()
    {
        var before = await CountAsync("quorate_etcd_bad_requests_total");
        using var connection = new EtcdConnection(Endpoint);
        // Field 1, length 100, and nothing after it.
        var frame = GrpcFrame.Around([0x0a, 100]);
        var exception = await Assert.ThrowsAsync<EtcdException>(
            () => connection.CallAsync(EtcdMethods.Put, frame, CancellationToken.None));
        Assert.Equal(GrpcStatusCode.Internal, exception.Status);
        await AssertServesAsync();
        Assert.True(await CountAsync("quorate_etcd_bad_requests_total") > before);
    }

    [Fact]
    public async Task UnknownMethodIsUnimplemented()
    {
        var method = await FailAsync("/etcdserverpb.KV/Fly", new ProtoWriter());
        Assert.Equal(
            (GrpcStatusCode.Unimplemented, "unknown method Fly for service etcdserverpb.KV"),
            (method.Status, method.Message));
        var service = await FailAsync("/nobody.Knows/It", new ProtoWriter());
        Assert.Equal((GrpcStatusCode.Unimplemented, "unknown service nobody.Knows"), (service.Status, service.Message));
    }

    [Fact]
    public async Task WrongContentTypeIsRefused()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Endpoint}{EtcdMethods.Put}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("{}", Encoding.UTF8, "text/plain"),
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await AssertServesAsync();
    }

    [Fact]
    public async Task GarbageOnTheClientPortClosesThatConnectionOnly()
    {
        var before = await CountAsync("quorate_etcd_bad_connections_total");
        await SendGarbageAsync(IPEndPoint.Parse(Endpoint));
        await AssertServesAsync();
        Assert.True(await CountAsync("quorate_etcd_bad_connections_total") > before);
    }

    [Fact]
    public async Task GarbageOnThePeerPortIsRefusedAndTheReplicaServesOn()
    {
        var member = fixture.Cluster.Members[0];
        await SendGarbageAsync(new IPEndPoint(IPAddress.Loopback, member.PeerPort));
        await member.Process.WaitForTextAsync("was refused (Garbage)");
        await AssertServesAsync();
    }

    private async Task<EtcdException> FailAsync(string method, ProtoWriter request)
    {
        using var client = new EtcdClient(Endpoint);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var exception = await Assert.ThrowsAsync<EtcdException>(() => client.CallAsync(method, request, stop.Token));
        await AssertServesAsync();
        return exception;
    }

    private async Task AssertServesAsync()
    {
        using var client = new EtcdClient(Endpoint);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await client.PutAsync(EtcdRequests.Put("serves"u8, "still"u8), stop.Token);
    }

    private async Task<long> CountAsync(string counter)
    {
        using var client = new HttpClient();
        var page = await client.GetStringAsync(
            new Uri($"http://{Endpoint}/metrics"), TestContext.Current.CancellationToken);
        var line = page.Split('\n').Single(text => text.StartsWith(counter + " ", StringComparison.Ordinal));
        return long.Parse(line[(counter.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    // Sends bytes of no protocol and reads until the server gives up on the connection.
    private static async Task SendGarbageAsync(IPEndPoint endpoint)
    {
        var garbage = new byte[4096];
        new Random(7).NextBytes(garbage);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(endpoint, stop.Token);
        await socket.SendAsync(garbage, stop.Token);
        try
        {
            while (await socket.ReceiveAsync(garbage, stop.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset is as good as a close.
        }
    }
}
