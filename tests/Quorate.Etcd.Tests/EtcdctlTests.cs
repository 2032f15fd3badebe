namespace Quorate.Etcd.Tests;

/// <summary>The unmodified command-line client of etcd.</summary>
public sealed class EtcdctlTests(EtcdFixture etcd) : IClassFixture<EtcdFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutGetAndDeleteWork()
    {
        Assert.Equal("OK\n", await RunAsync("put", "ctl/a", "one"));
        Assert.Equal("OK\nctl/a\none\n", await RunAsync("put", "ctl/a", "two", "--prev-kv"));
        Assert.Equal("OK\n", await RunAsync("put", "ctl/b", "three"));
        Assert.Equal("ctl/a\ntwo\nctl/b\nthree\n", await RunAsync("get", "ctl/", "--prefix"));
        Assert.Equal(
            "ctl/b\n\n", await RunAsync("get", "ctl/", "--prefix", "--order=DESCEND", "--limit=1", "--keys-only"));
        Assert.Equal("two\n", await RunAsync("get", "ctl/a", "--print-value-only", "--consistency=s"));
        Assert.Equal("2\n", await RunAsync("del", "ctl/", "--prefix"));
    }

    [Fact]
    public async Task OldRevisionIsReadUntilItIsCompacted()
    {
        await RunAsync("put", "old", "first");
        var revision = System.Text.RegularExpressions.Regex.Match(
            await RunAsync("get", "old", "-w", "json"), "\"revision\":([0-9]+)").Groups[1].Value;
        await RunAsync("put", "old", "second");
        Assert.Equal("old\nfirst\n", await RunAsync("get", "old", "--rev", revision));
        var next = (long.Parse(revision, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"compacted revision {next}\n", await RunAsync("compaction", next));
        var (code, _, error) = await ExternalTool.RunAsync(
            "etcdctl", "--endpoints", etcd.Endpoint, "get", "old", "--rev", revision);
        Assert.NotEqual(0, code);
        Assert.Contains("etcdserver: mvcc: required revision has been compacted", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TransactionsWork()
    {
        await RunAsync("put", "txn", "1");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "value(\"txn\") = \"1\"\n\nput txn 2\nget txn\n\nput txn 3\n\n", Stop);
        var (code, output, error) = await ExternalTool.RunAsync(
            "sh", "-c", $"etcdctl --endpoints {etcd.Endpoint} txn < {file}");
        File.Delete(file);
        Assert.True(code == 0, error);
        Assert.Equal("SUCCESS\n\nOK\n\ntxn\n2\n", output);
    }

    [Fact]
    public async Task ClusterCommandsWork()
    {
        Assert.Contains("is healthy", await RunAsync("endpoint", "health"), StringComparison.Ordinal);
        var status = await RunAsync("endpoint", "status", "-w", "fields");
        Assert.Contains($"\"Version\" : \"{StatusApi.Version}\"", status, StringComparison.Ordinal);
        var members = await RunAsync("member", "list");
        Assert.Contains("started, r2, http://r2:2380, http://r2:2379", members, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await ExternalTool.RunAsync(
            "etcdctl", ["--endpoints", etcd.Endpoint, .. arguments]);
        Assert.True(code == 0, error);
        return code == 0 && output.Length == 0 ? error : output;
    }
}
