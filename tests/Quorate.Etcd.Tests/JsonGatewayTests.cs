using System.Net;
using System.Text;

namespace Quorate.Etcd.Tests;

public sealed class JsonGatewayTests : IAsyncLifetime
{
    private readonly EtcdFixture _etcd = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _etcd.InitializeAsync();

    public ValueTask DisposeAsync() => _etcd.DisposeAsync();

    [Fact]
    public async Task PutAndRangeLookAsEtcdsGatewayShowsThem()
    {
        var member = EtcdIdentity.Member(_etcd.Service.Cluster, _etcd.Service.Self);
        var header = $"\"cluster_id\":\"1234605616436508552\",\"member_id\":\"{member}\","
            + "\"revision\":\"2\",\"raft_term\":\"5\"";
        var put = await PostAsync("/v3/kv/put", "{\"key\":\"Zm9v\",\"value\":\"YmFy\",\"unknown\":1}");
        Assert.Equal((HttpStatusCode.OK, $"{{\"header\":{{{header}}}}}"), put);
        var range = await PostAsync(
            "/v3beta/kv/range",
            "{\"key\":\"Zm9v\",\"sort_order\":\"DESCEND\",\"sort_target\":1,\"limit\":\"5\"}");
        const string Pair =
            "{\"key\":\"Zm9v\",\"create_revision\":\"2\",\"mod_revision\":\"2\",\"version\":\"1\",\"value\":\"YmFy\"}";
        Assert.Equal((HttpStatusCode.OK, $"{{\"header\":{{{header}}},\"kvs\":[{Pair}],\"count\":\"1\"}}"), range);
    }

    [Fact]
    public async Task TransactionNestsItsResponses()
    {
        const string Txn =
            """
            {"compare":[{"key":"Zm9v","result":"EQUAL","target":"VERSION","version":"0"}],
             "success":[{"requestPut":{"key":"Zm9v","value":"eA=="}}, {"request_range":{"key":"Zm9v"}}]}
            """;
        var (code, text) = await PostAsync("/v3/kv/txn", Txn);
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Contains(
            "\"succeeded\":true,\"responses\":[{\"response_put\":{\"header\":{\"revision\":\"2\"}}}",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "{\"response_range\":{\"header\":{\"revision\":\"2\"},\"kvs\":[", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v3/kv/range", "{\"key\":\"\"}", 400, "etcdserver: key is not provided", 3)]
    [InlineData("/v3/kv/range", "", 400, "etcdserver: key is not provided", 3)]
    [InlineData(
        "/v3/kv/range",
        "{\"key\":\"Zm9v\",\"revision\":\"999\"}",
        400,
        "etcdserver: mvcc: required revision is a future revision",
        11)]
    [InlineData(
        "/v3/lease/grant",
        "{\"TTL\":5}",
        501,
        "etcdserverpb.Lease/LeaseGrant is a method of etcd's API that this server does not have yet",
        12)]
    public async Task ErrorIsTheGatewaysBody(string path, string body, int http, string message, int code)
    {
        var answer = await PostAsync(path, body);
        Assert.Equal(
            ((HttpStatusCode)http, $"{{\"error\":\"{message}\",\"message\":\"{message}\",\"code\":{code}}}"),
            (answer.Code, answer.Text.Replace("\\u0027", "'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{\"key\":\"Zm9v\"")]
    [InlineData("[]")]
    [InlineData("{\"key\":5}")]
    [InlineData("{\"key\":\"***\"}")]
    [InlineData("{\"key\":\"Zm9v\",\"limit\":1.5}")]
    [InlineData("{\"key\":\"Zm9v\",\"sort_order\":\"FOO\"}")]
    public async Task MalformedJsonIsABadRequest(string body)
    {
        var (code, text) = await PostAsync("/v3/kv/range", body);
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.EndsWith("\"code\":3}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OversizedBodyIsRefused()
    {
        var (code, text) = await PostAsync("/v3/kv/put", new string(' ', _etcd.Options.RequestBytesMax * 2) + "{}");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.Contains("etcdserver: request is too large", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusAndMembersAreServed()
    {
        var (_, status) = await PostAsync("/v3/maintenance/status", "{}");
        Assert.Contains("\"version\":\"3.6.0\"", status, StringComparison.Ordinal);
        var (_, members) = await PostAsync("/v3/cluster/member/list", "{}");
        Assert.Contains(
            "\"name\":\"r0\",\"peerURLs\":[\"http://r0:2380\"],\"clientURLs\":[\"http://r0:2379\"]",
            members,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherMethodsAndPathsAreRefused()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _etcd.Http.GetAsync("/v3/kv/range", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _etcd.Http.GetAsync("/nope", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/v3/nope", "{}")).Code);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await PostAsync("/health", "{}")).Code);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("/etcdserverpb.KV/Put", "{}")).Code);
    }

    [Fact]
    public async Task CurlSpeaksToTheGateway()
    {
        var (code, output, error) = await ExternalTool.RunAsync(
            "curl", "-sS", "-X", "POST", $"{_etcd.Address}/v3/kv/put", "-d", "{\"key\":\"Zm9v\",\"value\":\"YmFy\"}");
        Assert.True(code == 0, error);
        Assert.Contains("\"revision\":\"2\"", output, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Code, string Text)> PostAsync(string path, string body)
    {
        // curl's default content type for -d, which etcd's users send.
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _etcd.Http.PostAsync(path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
