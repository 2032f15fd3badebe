using Google.Protobuf;
using Quorate.Etcd.Grpc;
using Quorate.Etcd.Protocol;
using Quorate.Hosting;

namespace Quorate.Etcd.Tests;

/// <summary>
/// What clients are told when the replica cannot do what they ask. A server of its own for each test.
/// </summary>
public sealed class BackendOutcomeTests : IAsyncLifetime
{
    private static readonly ByteString Key = ByteString.CopyFromUtf8("k");

    private readonly EtcdFixture _etcd = new();

    public ValueTask InitializeAsync() => _etcd.InitializeAsync();

    public ValueTask DisposeAsync() => _etcd.DisposeAsync();

    [Theory]
    [InlineData(SubmitOutcome.Unknown, GrpcStatusCode.Unavailable, "etcdserver: request timed out")]
    [InlineData(SubmitOutcome.Expired, GrpcStatusCode.Unavailable, "etcdserver: request timed out")]
    [InlineData(SubmitOutcome.Overloaded, GrpcStatusCode.ResourceExhausted, "etcdserver: too many requests")]
    [InlineData(SubmitOutcome.TooLarge, GrpcStatusCode.InvalidArgument, "etcdserver: request is too large")]
    [InlineData(SubmitOutcome.Stopped, GrpcStatusCode.Unavailable, "etcdserver: server stopped")]
    public async Task OutcomeBecomesEtcdsOwnError(SubmitOutcome outcome, GrpcStatusCode code, string message)
    {
        _etcd.Service.ForcedOutcome = outcome;
        Assert.Equal(new GrpcStatus(code, message), await PutAsync());
    }

    [Theory]
    [InlineData(SubmitOutcome.Unknown, "; it may be executed yet")]
    [InlineData(SubmitOutcome.Expired, "; it was not executed")]
    public async Task AwaitedReplicaIsNamedInErrorsPagesAndStatus(SubmitOutcome outcome, string ending)
    {
        const string Waiting = "waiting for replica 2, silent for 4.1 s";
        const string TimedOut = "etcdserver: request timed out, " + Waiting;
        _etcd.Service.Stall = new Stall(new ReplicaId(2), TimeSpan.FromSeconds(4.12));
        _etcd.Service.ForcedOutcome = outcome;
        _etcd.Service.RefusesReads = true;
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Unavailable, TimedOut + ending), await PutAsync());
        Assert.Equal(
            new GrpcStatus(GrpcStatusCode.Unavailable, TimedOut), await RangeAsync(new RangeRequest { Key = Key }));
        Assert.Equal(
            new GrpcStatus(GrpcStatusCode.Unavailable, "etcdserver: no leader, " + Waiting),
            await PutAsync(requiresLeader: true));
        var (_, status) = await _etcd.Client.CallAsync(
            "/etcdserverpb.Maintenance/Status", new StatusRequest(), StatusResponse.Parser);
        Assert.Equal(0UL, status!.Leader);
        Assert.Equal([Waiting], status.Errors);
        var (code, ready) = await PageAsync("/readyz");
        Assert.Equal(503, code);
        Assert.Contains($"[-]linearizable_read failed: {Waiting}\n", ready, StringComparison.Ordinal);
        Assert.Equal((503, $"{{\"health\":\"false\",\"reason\":\"{Waiting}\"}}"), await PageAsync("/health"));
        Assert.Equal(200, (await PageAsync("/livez")).Code);
        var (_, metrics) = await PageAsync("/metrics");
        Assert.Contains("\netcd_server_has_leader 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\nquorate_frames_sent_total 7\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperationOfUnknownOutcomeStaysUnchangedForGood()
    {
        _etcd.Service.ForcedOutcome = SubmitOutcome.Unknown;
        await PutAsync(value: new string('A', 200));
        var held = _etcd.Service.LastOperation;
        var copy = held.ToArray();
        _etcd.Service.ForcedOutcome = null;
        for (var later = 0; later < 50; later++)
        {
            await PutAsync(value: new string('B', 200));
        }

        Assert.Equal(copy, held.ToArray());
    }

    [Fact]
    public async Task ReadWithoutConfirmationTimesOutAndSerializableReadDoesNot()
    {
        _etcd.Service.RefusesReads = true;
        var expected = new GrpcStatus(GrpcStatusCode.Unavailable, "etcdserver: request timed out");
        Assert.Equal(expected, await RangeAsync(new RangeRequest { Key = Key }));
        Assert.Equal(GrpcStatus.Ok, await RangeAsync(new RangeRequest { Key = Key, Serializable = true }));
        _etcd.Service.State = ReplicaStatus.Stopped;
        expected = new GrpcStatus(GrpcStatusCode.Unavailable, "etcdserver: server stopped");
        Assert.Equal(expected, await RangeAsync(new RangeRequest { Key = Key }));
    }

    [Fact]
    public async Task TransactionOfReadsIsAnsweredByAConfirmedRead()
    {
        _etcd.Service.ForcedOutcome = SubmitOutcome.Unknown;
        var range = new RequestOp { RequestRange = new RangeRequest { Key = Key } };
        var (status, _) = await TxnAsync(new TxnRequest { Success = { range } });
        Assert.Equal(GrpcStatus.Ok, status);
        Assert.True(_etcd.Service.LastReadWasConfirmed);
        range.RequestRange.Serializable = true;
        await TxnAsync(new TxnRequest { Success = { range } });
        Assert.False(_etcd.Service.LastReadWasConfirmed);
    }

    [Fact]
    public async Task CallThatRequiresALeaderFailsWithoutOne()
    {
        Assert.Equal(GrpcStatus.Ok, await PutAsync(requiresLeader: true));
        _etcd.Service.State = ReplicaStatus.ViewChange;
        var expected = new GrpcStatus(GrpcStatusCode.Unavailable, "etcdserver: no leader");
        Assert.Equal(expected, await PutAsync(requiresLeader: true));
        Assert.Equal(GrpcStatus.Ok, await PutAsync(requiresLeader: false));
    }

    [Fact]
    public async Task StatusIsServedWithoutALeaderAndSaysSo()
    {
        _etcd.Service.State = ReplicaStatus.ViewChange;
        var (_, status) = await _etcd.Client.CallAsync(
            "/etcdserverpb.Maintenance/Status", new StatusRequest(), StatusResponse.Parser);
        Assert.Equal(0UL, status!.Leader);
        Assert.Equal(["etcdserver: no leader"], status.Errors);
    }

    [Fact]
    public async Task StatusNamesTheLeaderByTheIdOfTheMemberList()
    {
        var (_, status) = await _etcd.Client.CallAsync(
            "/etcdserverpb.Maintenance/Status", new StatusRequest(), StatusResponse.Parser);
        var (_, members) = await _etcd.Client.CallAsync(
            "/etcdserverpb.Cluster/MemberList",
            new MemberListRequest { Linearizable = true },
            MemberListResponse.Parser);
        Assert.Equal(members!.Members[1].ID, status!.Leader);
        Assert.Equal(members.Members[1].ID, status.Header.MemberId);
        Assert.Equal(3, members.Members.Select(member => member.ID).Distinct().Count());
        Assert.Equal(1, status.Header.Revision);
        Assert.Equal("r1", members.Members[1].Name);
        Assert.Equal(["http://r1:2379"], members.Members[1].ClientURLs);
    }

    [Fact]
    public async Task HealthServiceFollowsTheReplica()
    {
        const string Check = "/grpc.health.v1.Health/Check";
        var request = new HealthCheckRequest();
        var (_, health) = await _etcd.Client.CallAsync(Check, request, HealthCheckResponse.Parser);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health!.Status);
        _etcd.Service.State = ReplicaStatus.Recovering;
        (_, health) = await _etcd.Client.CallAsync(Check, request, HealthCheckResponse.Parser);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health!.Status);
        request.Service = "nope";
        var (status, _) = await _etcd.Client.CallAsync(Check, request, HealthCheckResponse.Parser);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.NotFound, "unknown service"), status);
    }

    [Fact]
    public async Task HealthPageFailsWithoutALeaderOrAQuorum()
    {
        Assert.Equal((200, "{\"health\":\"true\",\"reason\":\"\"}"), await PageAsync("/health"));
        _etcd.Service.RefusesReads = true;
        Assert.Equal(
            (503, "{\"health\":\"false\",\"reason\":\"etcdserver: request timed out\"}"), await PageAsync("/health"));
        Assert.Equal(200, (await PageAsync("/health?serializable=true")).Code);
        Assert.Equal((200, "ok\n"), await PageAsync("/livez"));
        Assert.Equal(
            (503, "[+]serializable_read ok\n[-]linearizable_read failed: etcdserver: request timed out\n"
                + "readyz check failed\n"),
            await PageAsync("/readyz"));
        Assert.Equal((200, "ok\n"), await PageAsync("/readyz?exclude=linearizable_read"));
        Assert.Equal((200, "ok\n"), await PageAsync("/readyz/serializable_read"));
        _etcd.Service.State = ReplicaStatus.ViewChange;
        Assert.Equal((503, "{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}"), await PageAsync("/health"));
        Assert.Equal((200, "[+]serializable_read ok\nlivez check passed\n"), await PageAsync("/livez?verbose"));
    }

    private async Task<(int Code, string Text)> PageAsync(string path)
    {
        using var response = await _etcd.Http.GetAsync(path);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<GrpcStatus> PutAsync(bool requiresLeader = false, string value = "")
    {
        var (status, _) = await _etcd.Client.CallAsync(
            "/etcdserverpb.KV/Put",
            new PutRequest { Key = Key, Value = ByteString.CopyFromUtf8(value) },
            PutResponse.Parser,
            headers => headers.Add("hasleader", requiresLeader ? "true" : "false"));
        return status;
    }

    private async Task<GrpcStatus> RangeAsync(RangeRequest request) =>
        (await _etcd.Client.CallAsync("/etcdserverpb.KV/Range", request, RangeResponse.Parser)).Status;

    private Task<(GrpcStatus Status, TxnResponse? Response)> TxnAsync(TxnRequest request) =>
        _etcd.Client.CallAsync("/etcdserverpb.KV/Txn", request, TxnResponse.Parser);
}
