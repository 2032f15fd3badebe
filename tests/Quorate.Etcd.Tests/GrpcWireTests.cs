using System.Net;
using Google.Protobuf;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd.Tests;

public sealed class GrpcWireTests(EtcdFixture etcd) : IClassFixture<EtcdFixture>
{
    private const string Put = "/etcdserverpb.KV/Put";

    private static byte[] PutMessage(int valueBytes = 3) =>
        new PutRequest { Key = ByteString.CopyFromUtf8("wire"), Value = ByteString.CopyFrom(new byte[valueBytes]) }
            .ToByteArray();

    [Fact]
    public async Task CallWithMessageIsAnsweredWithMessageAndTrailers()
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage()));
        Assert.Equal(GrpcStatus.Ok, answer.Status);
        Assert.False(answer.IsTrailersOnly);
        var response = PutResponse.Parser.ParseFrom(answer.Body.AsSpan(5));
        Assert.Equal(0x1122334455667788UL, response.Header.ClusterId);
        Assert.NotEqual(0UL, response.Header.MemberId);
        Assert.Equal(5UL, response.Header.RaftTerm);
        Assert.True(response.Header.Revision > 1);
    }

    [Fact]
    public async Task ErrorBeforeAnyMessageIsTrailersOnly()
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame([]));
        Assert.True(answer.IsTrailersOnly);
        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.InvalidArgument, "etcdserver: key is not provided"), answer.Status);
    }

    [Theory]
    [InlineData("/etcdserverpb.KV/Nope", "unknown method Nope for service etcdserverpb.KV")]
    [InlineData("/nope.Service/Put", "unknown service nope.Service")]
    [InlineData("/nope", "malformed method name: \"/nope\"")]
    [InlineData(
        "/etcdserverpb.Watch/Watch",
        "etcdserverpb.Watch/Watch is a method of etcd's API that this server does not have yet")]
    public async Task UnknownMethodIsUnimplemented(string path, string message)
    {
        var answer = await etcd.Client.SendAsync(path, RawGrpcClient.Frame([]));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Unimplemented, message), answer.Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/grpcweb")]
    public async Task WrongContentTypeIsRefusedByHttpStatus(string contentType)
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage()), null, contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Http);
    }

    [Fact]
    public async Task ContentTypeMayNameTheMessageFormat()
    {
        var answer = await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage()), null, "application/grpc+proto");
        Assert.Equal(GrpcStatus.Ok, answer.Status);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F, 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0B })]
    public async Task MalformedProtobufIsInternalAsInGrpcGo(byte[] message)
    {
        string[] paths = [Put, "/etcdserverpb.KV/Range", "/etcdserverpb.KV/Txn", "/etcdserverpb.Cluster/MemberList"];
        foreach (var path in paths)
        {
            var answer = await etcd.Client.SendAsync(path, RawGrpcClient.Frame(message));
            Assert.Equal(GrpcStatusCode.Internal, answer.Status.Code);
            Assert.StartsWith("grpc: error unmarshalling request: ", answer.Status.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RequestOverTheLimitGetsEtcdsError()
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage(etcd.Options.RequestBytesMax)));
        Assert.Equal(
            new GrpcStatus(GrpcStatusCode.InvalidArgument, "etcdserver: request is too large"), answer.Status);
    }

    [Fact]
    public async Task MessageOverTheWireLimitIsNotReadAtAll()
    {
        var frame = RawGrpcClient.Frame(PutMessage(3 * 1024 * 1024));
        var answer = await etcd.Client.SendAsync(Put, frame);
        var expected = $"grpc: received message larger than max ({frame.Length - 5} vs. 2097152)";
        Assert.Equal(new GrpcStatus(GrpcStatusCode.ResourceExhausted, expected), answer.Status);
    }

    [Fact]
    public async Task CompressedMessageIsUnimplemented()
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage(), flag: 1));
        Assert.Equal(GrpcStatusCode.Unimplemented, answer.Status.Code);
        answer = await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage(), flag: 1), headers => headers.Add("grpc-encoding", "gzip"));
        var expected = "grpc: Decompressor is not installed for grpc-encoding \"gzip\"";
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Unimplemented, expected), answer.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task BodyThatEndsInsideAMessageIsRefused(int bytes)
    {
        var answer = await etcd.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage())[..bytes]);
        Assert.Equal(GrpcStatusCode.Internal, answer.Status.Code);
    }

    [Fact]
    public async Task PassedDeadlineIsExceeded()
    {
        var answer = await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage()), headers => headers.Add("grpc-timeout", "0n"));
        var expected = new GrpcStatus(GrpcStatusCode.DeadlineExceeded, "context deadline exceeded");
        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task DeadlineShortensTheWaitAndNeverLengthensIt()
    {
        await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage()), headers => headers.Add("grpc-timeout", "3S"));
        Assert.InRange(etcd.Service.LastTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage()), headers => headers.Add("grpc-timeout", "1H"));
        Assert.Equal(etcd.Options.RequestTimeout, etcd.Service.LastTimeout);
    }

    [Fact]
    public async Task MalformedDeadlineIsRefused()
    {
        var answer = await etcd.Client.SendAsync(
            Put, RawGrpcClient.Frame(PutMessage()), headers => headers.Add("grpc-timeout", "soon"));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Internal, "malformed grpc-timeout: \"soon\""), answer.Status);
    }

    [Fact]
    public async Task CallsThatAreGivenUpLeaveTheConnectionUsable()
    {
        var own = new EtcdFixture();
        await own.InitializeAsync();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var body = new NeverEndingContent();
            using var request = new HttpRequestMessage(HttpMethod.Post, own.Address + Put)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = body,
            };
            using var patience = new CancellationTokenSource();
            var call = own.Http.SendAsync(request, patience.Token);
            await body.IsSending;
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        var answer = await own.Client.SendAsync(Put, RawGrpcClient.Frame(PutMessage()));
        Assert.Equal(GrpcStatus.Ok, answer.Status);

        // Stopping waits for every call, so that none can still fail unseen.
        await own.DisposeAsync();
        Assert.Empty(own.Log.Errors);
    }

    [Fact]
    public async Task WatchedHealthIsToldAtOnceAndEndsWithItsDeadline()
    {
        var answer = await etcd.Client.SendAsync(
            "/grpc.health.v1.Health/Watch", RawGrpcClient.Frame([]), headers => headers.Add("grpc-timeout", "100m"));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, answer.Status.Code);
        var health = HealthCheckResponse.Parser.ParseFrom(answer.Body.AsSpan(5));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task MessageLargerThanTheReadBufferArrivesWhole()
    {
        var value = ByteString.CopyFrom([.. Enumerable.Range(0, 1_000_000).Select(index => (byte)(index * 7))]);
        var put = new PutRequest { Key = ByteString.CopyFromUtf8("large"), Value = value };
        var (stored, _) = await etcd.Client.CallAsync(Put, put, PutResponse.Parser);
        Assert.Equal(GrpcStatus.Ok, stored);
        var range = new RangeRequest { Key = put.Key };
        var (_, found) = await etcd.Client.CallAsync("/etcdserverpb.KV/Range", range, RangeResponse.Parser);
        Assert.Equal(value, Assert.Single(found!.Kvs).Value);
    }
}
