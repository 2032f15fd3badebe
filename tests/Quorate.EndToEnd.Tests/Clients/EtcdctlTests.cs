using System.Globalization;
using System.Text;
using System.Text.Json;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Clients;

/// <summary>
/// Debian's etcdctl 3.4 works against <c>quorate start</c>, unmodified, whatever the replication protocol.
/// </summary>
public abstract class EtcdctlTests(StartedClusterFixture fixture)
{
    [Fact]
    public async Task PutIsReadThroughEveryMember()
    {
        Assert.Equal("OK\n", await RunAsync("put", "every/member", "value"));
        foreach (var endpoint in fixture.Cluster.Clients)
        {
            Assert.Equal("every/member\nvalue\n", await RunOnAsync(endpoint, "get", "every/member"));
        }
    }

    [Fact]
    public async Task PutShowsThePreviousValue()
    {
        await RunAsync("put", "previous", "one");
        Assert.Equal("OK\nprevious\none\n", await RunAsync("put", "--prev-kv", "previous", "two"));
        Assert.Equal("OK\n", await RunAsync("put", "--ignore-value", "previous"));
        Assert.Equal("two\n", await RunAsync("get", "--print-value-only", "previous"));
    }

    [Fact]
    public async Task PutReadsTheValueFromStandardInput()
    {
        var result = await Shell.RunAsync(
            Etcdctl, ["--endpoints", fixture.Cluster.Endpoints, "put", "from/input"], input: "piped");
        Assert.Equal("OK\n", result.All);
        Assert.Equal("piped\n", await RunAsync("get", "--print-value-only", "from/input"));
    }

    [Theory]
    [InlineData("a b c", "--keys-only", "--prefix", "range/")]
    [InlineData("a b", "--keys-only", "--prefix", "--limit", "2", "range/")]
    [InlineData("c b a", "--keys-only", "--prefix", "--order", "DESCEND", "range/")]
    [InlineData("c a b", "--keys-only", "--prefix", "--sort-by", "VALUE", "range/")]
    [InlineData("b c a", "--keys-only", "--prefix", "--sort-by", "MODIFY", "range/")]
    [InlineData("b a c", "--keys-only", "--prefix", "--sort-by", "CREATE", "range/")]
    [InlineData("b c a", "--keys-only", "--prefix", "--sort-by", "VERSION", "range/")]
    [InlineData("a b", "--keys-only", "range/a", "range/c")]
    [InlineData("a b c", "--keys-only", "--prefix", "--consistency", "s", "range/")]
    [InlineData("a b c", "--keys-only", "--prefix", "--consistency", "l", "range/")]
    public async Task RangesComeAsAsked(string expected, params string[] arguments)
    {
        // Versions 2, 1, 1; created b, a, c; changed b, c, a; values 2, 3, 1.
        await RunAsync("del", "--prefix", "range/");
        await RunAsync("put", "range/b", "3");
        await RunAsync("put", "range/a", "0");
        await RunAsync("put", "range/c", "1");
        await RunAsync("put", "range/a", "2");
        var keys = (await RunAsync(["get", .. arguments])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, string.Join(' ', keys.Select(key => key["range/".Length..])));
    }

    [Fact]
    public async Task FromKeyReadsEverythingAfter()
    {
        await RunAsync("put", "~from/1", "one");
        await RunAsync("put", "~from/2", "two");
        Assert.Equal("~from/1\none\n~from/2\ntwo\n", await RunAsync("get", "--from-key", "~from/1"));
    }

    [Fact]
    public async Task OldRevisionsAreReadUntilTheyAreCompacted()
    {
        await RunAsync("put", "history", "old");
        var revision = await RevisionAsync("history");
        await RunAsync("put", "history", "new");
        Assert.Equal("old\n", await RunAsync("get", "--print-value-only", "--rev", Text(revision), "history"));

        Assert.Equal($"compacted revision {revision + 1}\n", await RunAsync("compaction", Text(revision + 1)));
        var compacted = await FailAsync("get", "--rev", Text(revision), "history");
        Assert.Contains("etcdserver: mvcc: required revision has been compacted", compacted, StringComparison.Ordinal);
        var future = await FailAsync("get", "--rev", "1000000", "history");
        Assert.Contains("etcdserver: mvcc: required revision is a future revision", future, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonShowsRevisionsAndHeader()
    {
        await RunAsync("put", "json", "value");
        using var document = JsonDocument.Parse(await RunAsync("get", "-w", "json", "json"));
        var keyValue = document.RootElement.GetProperty("kvs")[0];
        Assert.Equal("value", Encoding.UTF8.GetString(keyValue.GetProperty("value").GetBytesFromBase64()));
        Assert.Equal(1, document.RootElement.GetProperty("count").GetInt64());
        var header = document.RootElement.GetProperty("header");
        Assert.True(header.GetProperty("revision").GetInt64() >= keyValue.GetProperty("mod_revision").GetInt64());
        Assert.NotEqual(0UL, header.GetProperty("cluster_id").GetUInt64());
        Assert.NotEqual(0UL, header.GetProperty("member_id").GetUInt64());
        Assert.NotEqual(0UL, header.GetProperty("raft_term").GetUInt64());
    }

    [Theory]
    [InlineData("fields")]
    [InlineData("protobuf")]
    [InlineData("simple")]
    public async Task EveryOutputFormatShowsTheValue(string format)
    {
        await RunAsync("put", "format", "shown");
        Assert.Contains("shown", await RunAsync("get", "-w", format, "format"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeletesReportWhatTheyDeleted()
    {
        await RunAsync("put", "delete/1", "one");
        await RunAsync("put", "delete/2", "two");
        await RunAsync("put", "delete/3", "three");
        Assert.Equal("1\ndelete/1\none\n", await RunAsync("del", "--prev-kv", "delete/1"));
        Assert.Equal("2\n", await RunAsync("del", "--prefix", "delete/"));
        Assert.Equal("0\n", await RunAsync("del", "--prefix", "delete/"));
    }

    [Fact]
    public async Task TransactionsTakeTheBranchThatHolds()
    {
        await RunAsync("put", "txn", "before");
        const string Transaction = """
            value("txn") = "before"

            put txn after
            get txn

            get txn


            """;
        Assert.Equal("SUCCESS\n\nOK\n\ntxn\nafter\n", await TransactAsync(Transaction));
        Assert.Equal("FAILURE\n\ntxn\nafter\n", await TransactAsync(Transaction));
    }

    [Fact]
    public async Task EndpointHealthIsGoodOnEveryMember()
    {
        var result = await Shell.RunAsync(Etcdctl, ["--endpoints", fixture.Cluster.Endpoints, "endpoint", "health"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.All.Split("is healthy").Length - 1);
    }

    [Fact]
    public async Task EndpointStatusShowsWhoLeads()
    {
        using var document = JsonDocument.Parse(await RunAsync("endpoint", "status", "-w", "json"));
        var statuses = document.RootElement.EnumerateArray().Select(entry => entry.GetProperty("Status")).ToArray();
        var members = statuses.Select(
            status => status.GetProperty("header").GetProperty("member_id").GetUInt64()).ToArray();
        Assert.Equal(3, members.Distinct().Count());
        CheckLeaders(members, [.. statuses.Select(status => status.GetProperty("leader").GetUInt64())]);
    }

    /// <summary>Checks whom each member names as leader.</summary>
    protected abstract void CheckLeaders(IReadOnlyList<ulong> members, IReadOnlyList<ulong> leaders);

    [Fact]
    public async Task MemberListShowsEveryReplica()
    {
        using var document = JsonDocument.Parse(await RunAsync("member", "list", "-w", "json"));
        var members = document.RootElement.GetProperty("members").EnumerateArray().ToArray();
        Assert.Equal(["r0", "r1", "r2"], members.Select(member => member.GetProperty("name").GetString()));
        Assert.Equal(
            fixture.Cluster.Clients.Select(client => $"http://{client}"),
            members.Select(member => member.GetProperty("clientURLs")[0].GetString()));
    }

    private static string Etcdctl => RequiredTool.Find("etcdctl", "etcd-client");

    private async Task<string> TransactAsync(string transaction)
    {
        var result = await Shell.RunAsync(
            Etcdctl, ["--endpoints", fixture.Cluster.Endpoints, "txn"], input: transaction);
        Assert.True(result.ExitCode == 0, result.All);
        return result.Output;
    }

    private async Task<long> RevisionAsync(string key)
    {
        using var document = JsonDocument.Parse(await RunAsync("get", "-w", "json", key));
        return document.RootElement.GetProperty("header").GetProperty("revision").GetInt64();
    }

    private Task<string> RunAsync(params string[] arguments) => RunOnAsync(fixture.Cluster.Endpoints, arguments);

    private static async Task<string> RunOnAsync(string endpoints, params string[] arguments)
    {
        var result = await Shell.RunAsync(Etcdctl, ["--endpoints", endpoints, .. arguments]);
        Assert.True(result.ExitCode == 0, $"etcdctl {string.Join(' ', arguments)}: {result.All}");
        return result.Output;
    }

    private async Task<string> FailAsync(params string[] arguments)
    {
        var result = await Shell.RunAsync(Etcdctl, ["--endpoints", fixture.Cluster.Endpoints, .. arguments]);
        Assert.NotEqual(0, result.ExitCode);
        return result.Error;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
