using System.Text.Json;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>curl works against the JSON gateway and the plain pages, on the port that serves gRPC too.</summary>
public abstract class CurlTests(StartedClusterFixture fixture)
{
    [Fact]
    public async Task PutAndRangeWorkAsJson()
    {
        // "foo" and "bar", as in etcd's own documentation.
        using var put = await PostAsync("/v3/kv/put", """{"key":"Zm9v","value":"YmFy"}""");
        Assert.True(put.RootElement.GetProperty("header").TryGetProperty("revision", out _));
        using var range = await PostAsync("/v3/kv/range", """{"key":"Zm9v"}""");
        var keyValue = range.RootElement.GetProperty("kvs")[0];
        Assert.Equal("YmFy", keyValue.GetProperty("value").GetString());
        Assert.Equal("1", range.RootElement.GetProperty("count").GetString());
    }

    [Fact]
    public async Task TransactionsWorkAsJson()
    {
        using var done = await PostAsync("/v3/kv/txn", """
            {"compare":[{"target":"CREATE","key":"dHhu","createRevision":"0"}],
             "success":[{"requestPut":{"key":"dHhu","value":"MQ=="}}]}
            """);
        Assert.True(done.RootElement.GetProperty("succeeded").GetBoolean());
    }

    [Fact]
    public async Task DeletesWorkAsJson()
    {
        using var put = await PostAsync("/v3/kv/put", """{"key":"ZGVs","value":"MQ=="}""");
        using var deleted = await PostAsync("/v3/kv/deleterange", """{"key":"ZGVs"}""");
        Assert.Equal("1", deleted.RootElement.GetProperty("deleted").GetString());
    }

    [Fact]
    public async Task StatusAndMembersWorkAsJson()
    {
        using var status = await PostAsync("/v3/maintenance/status", "{}");
        Assert.NotEqual("0", status.RootElement.GetProperty("leader").GetString());
        using var members = await PostAsync("/v3/cluster/member/list", "{}");
        Assert.Equal(3, members.RootElement.GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task HealthAndVersionPagesAnswer()
    {
        Assert.Contains("\"health\":\"true\"", (await CurlAsync("/health")).Output, StringComparison.Ordinal);
        Assert.Contains("ok", (await CurlAsync("/livez")).Output, StringComparison.Ordinal);
        Assert.Contains("ok", (await CurlAsync("/readyz")).Output, StringComparison.Ordinal);
        Assert.Contains("etcdserver", (await CurlAsync("/version")).Output, StringComparison.Ordinal);
        Assert.Contains("# TYPE", (await CurlAsync("/metrics")).Output, StringComparison.Ordinal);
    }

    private async Task<JsonDocument> PostAsync(string path, string body) =>
        JsonDocument.Parse((await CurlAsync(path, "-X", "POST", "-d", body)).Output);

    private async Task<CommandResult> CurlAsync(string path, params string[] arguments)
    {
        var curl = RequiredTool.Find("curl", "curl");
        var url = $"http://{fixture.Cluster.Clients[0]}{path}";
        var result = await Shell.RunAsync(
            curl, ["--silent", "--show-error", "--fail", "--max-time", "20", .. arguments, url]);
        Assert.True(result.ExitCode == 0, $"curl {url}: {result.All}");
        return result;
    }
}
