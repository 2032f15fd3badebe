using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>
/// The same seeded stream of requests to the real etcd and to Quorate: every field of every response and the code and
/// text of every error must be equal, but for <see cref="ReviewedDifferences"/>.
/// </summary>
/// <remarks>More seeds: QUORATE_DIFFERENTIAL_SEEDS=FIRST..LAST; longer streams: QUORATE_DIFFERENTIAL_STEPS.</remarks>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const string Service = "/etcdserverpb.KV/";

    private static readonly (string Method, MessageDescriptor Request, MessageParser Response)[] Methods =
    [
        ("Range", RangeRequest.Descriptor, RangeResponse.Parser),
        ("Put", PutRequest.Descriptor, PutResponse.Parser),
        ("DeleteRange", DeleteRangeRequest.Descriptor, DeleteRangeResponse.Parser),
        ("Txn", TxnRequest.Descriptor, TxnResponse.Parser),
        ("Compact", CompactionRequest.Descriptor, CompactionResponse.Parser),
    ];

    private static readonly GrpcStatus[] ExpectedErrors =
    [
        new(GrpcStatusCode.InvalidArgument, "etcdserver: key is not provided"),
        new(GrpcStatusCode.InvalidArgument, "etcdserver: key not found"),
        new(GrpcStatusCode.InvalidArgument, "etcdserver: value is provided"),
        new(GrpcStatusCode.InvalidArgument, "etcdserver: lease is provided"),
        new(GrpcStatusCode.InvalidArgument, "etcdserver: too many operations in txn request"),
        new(GrpcStatusCode.InvalidArgument, "etcdserver: duplicate key given in txn request"),
        new(GrpcStatusCode.NotFound, "etcdserver: requested lease not found"),
        new(GrpcStatusCode.OutOfRange, "etcdserver: mvcc: required revision has been compacted"),
        new(GrpcStatusCode.OutOfRange, "etcdserver: mvcc: required revision is a future revision"),
        new(GrpcStatusCode.Internal, "grpc: error unmarshalling request: "),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryAnswerIsTheOneOfTheRealEtcd()
    {
        var coverage = new Coverage();
        foreach (var method in Methods)
        {
            coverage.Expect(method.Request);
        }

        coverage.Expect(Compare.Descriptor);
        coverage.Expect(RequestOp.Descriptor);
        Array.ForEach(ExpectedErrors, coverage.Expect);

        var (first, last) = Seeds();
        for (var seed = first; seed <= last; seed++)
        {
            await CompareAsync(seed, coverage);
        }

        output.WriteLine(coverage.ToString());
        Assert.Empty(coverage.Missing);
    }

    private static (ulong First, ulong Last) Seeds()
    {
        var parts = (Environment.GetEnvironmentVariable("QUORATE_DIFFERENTIAL_SEEDS") ?? "1..4").Split("..");
        var first = ulong.Parse(parts[0], CultureInfo.InvariantCulture);
        return (first, ulong.Parse(parts[^1], CultureInfo.InvariantCulture));
    }

    private static int Steps() => int.Parse(
        Environment.GetEnvironmentVariable("QUORATE_DIFFERENTIAL_STEPS") ?? "1000", CultureInfo.InvariantCulture);

    private static async Task CompareAsync(ulong seed, Coverage coverage)
    {
        await using var etcd = await EtcdProcess.StartAsync(Stop);
        var quorate = new EtcdFixture();
        await quorate.InitializeAsync();
        await using var ours = quorate;
        using var reference = new RawGrpcClient(etcd.Address);
        var prng = new Prng(seed);
        var generator = new RequestGenerator(prng);
        for (var step = 0; step < Steps(); step++)
        {
            var request = generator.Next();
            coverage.Count(request);
            var (name, _, parser) = Methods.Single(method => method.Request == request.Descriptor);
            var isBroken = prng.Chance(0.02);
            var bytes = isBroken ? generator.Break(request.ToByteArray()) : request.ToByteArray();
            var frame = RawGrpcClient.Frame(bytes);
            var raw = await AskAsync(etcd, reference, Service + name, frame, $"seed {seed} {request}");
            var expected = Read(raw, parser);
            var actual = Read(await quorate.Client.SendAsync(Service + name, frame), parser);
            coverage.Count(expected.Status);
            generator.Revision = Revision(expected.Response) ?? generator.Revision;
            if (expected != actual)
            {
                Assert.Fail(
                    $"""
                    seed {seed} step {step}{(isBroken ? " (broken on purpose)" : "")}: {name} {request}
                    bytes:   {Convert.ToHexString(bytes)}
                    etcd:    {expected}
                    Quorate: {actual}
                    again:   QUORATE_DIFFERENTIAL_SEEDS={seed} QUORATE_DIFFERENTIAL_STEPS={step + 1} dotnet test
                    """);
            }
        }
    }

    private static async Task<RawAnswer> AskAsync(
        EtcdProcess etcd, RawGrpcClient reference, string path, byte[] frame, string what)
    {
        try
        {
            return await reference.SendAsync(path, frame);
        }
        catch (HttpRequestException gone)
        {
            throw new InvalidOperationException($"etcd itself failed at {what}\n{etcd.Log}", gone);
        }
    }

    private static Answer Read(RawAnswer raw, MessageParser parser) => raw.Status.IsOk
        ? new(raw.Status, ReviewedDifferences.Normalise(parser.ParseFrom(raw.Body.AsSpan(5))))
        : new(ReviewedDifferences.Normalise(raw.Status), null);

    private static long? Revision(IMessage? response) =>
        ((response?.Descriptor.FindFieldByNumber(1).Accessor.GetValue(response)) as ResponseHeader)?.Revision;

    private sealed record Answer(GrpcStatus Status, IMessage? Response);
}
