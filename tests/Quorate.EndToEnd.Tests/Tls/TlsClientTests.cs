using System.Text.Json;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Tls;

/// <summary>The clients that users have work over TLS, and say clearly what is wrong when they do not.</summary>
public sealed class TlsClientTests(TlsClusterFixture fixture) : IClassFixture<TlsClusterFixture>
{
    private const string InPlaintext = "this port serves TLS";

    private string Authority => fixture.Authority.Path;

    private string Open => fixture.Cluster.Members[0].ClientEndpoint;

    private string Guarded => fixture.Cluster.Members[2].ClientEndpoint;

    private string[] Identity => ["--cert", fixture.Client.Certificate!, "--key", fixture.Client.Key!];

    [Fact]
    public async Task EtcdctlWritesAndReads()
    {
        var etcdctl = RequiredTool.Find("etcdctl", "etcd-client");
        var put = await Shell.RunAsync(
            etcdctl, ["--endpoints", Open, "--cacert", Authority, "put", "over", "TLS"]);
        Assert.Equal("OK\n", put.All);
        var get = await Shell.RunAsync(
            etcdctl, ["--endpoints", Guarded, "--cacert", Authority, .. Identity, "get", "over"]);
        Assert.Equal("over\nTLS\n", get.All);
        var members = await Shell.RunAsync(
            etcdctl, ["--endpoints", Open, "--cacert", Authority, "member", "list"]);
        Assert.Contains($"https://{Guarded}", members.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CurlReachesGatewayAndPages()
    {
        var curl = RequiredTool.Find("curl", "curl");
        var put = await Shell.RunAsync(
            curl, ["-sS", "--cacert", Authority, $"https://{Open}/v3/kv/put", "-d", """{"key":"Y3VybA=="}"""]);
        Assert.Contains("\"revision\"", put.Output, StringComparison.Ordinal);
        var health = await Shell.RunAsync(
            curl, ["-sS", "--http1.1", "--cacert", Authority, .. Identity, $"https://{Guarded}/health"]);
        Assert.Contains("\"health\":\"true\"", health.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusAsksEveryReplica()
    {
        var result = await QuorateBinary.RunAsync(
            ["status", "--endpoint", Open, "--cacert", Authority, .. Identity, "--json"]);
        Assert.True(result.ExitCode == 0, result.All);
        using var document = JsonDocument.Parse(result.Output);
        var members = document.RootElement.GetProperty("members").EnumerateArray().ToArray();
        Assert.DoesNotContain(members, member => member.GetProperty("role").GetString() == "unreachable");
        Assert.All(
            members,
            member => Assert.StartsWith(
                "https://", member.GetProperty("endpoint").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task BenchMeasures()
    {
        var result = await QuorateBinary.RunAsync(
            [
                "bench", "mixed", "--endpoint", $"https://{Open},{Guarded}", "--cacert", Authority, .. Identity,
                "--keys", "50", "--clients", "4", "--duration", "500ms", "--warm-up", "100ms", "--json",
            ]);
        Assert.True(result.ExitCode == 0, result.All);
        using var document = JsonDocument.Parse(result.Output);
        Assert.Empty(document.RootElement.GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task AnotherAuthorityIsNotTrusted()
    {
        using var other = new TestAuthority(Path.GetDirectoryName(Authority)!, "other");
        Assert.Contains(
            "is not of a trusted authority", await FailAsync(Open, "--cacert", other.Path), StringComparison.Ordinal);
        Assert.Contains("pass its authority as --cacert", await FailAsync($"https://{Open}"), StringComparison.Ordinal);
        var stranger = other.Issue("stranger");
        var refused = await FailAsync(
            Guarded, "--cacert", Authority, "--cert", stranger.Certificate!, "--key", stranger.Key!);
        Assert.Contains("it may require", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingClientCertificateIsNamed() => Assert.Contains(
        "it may require --cert and --key", await FailAsync(Guarded, "--cacert", Authority), StringComparison.Ordinal);

    [Fact]
    public async Task ClearTextOnATlsPortIsTold()
    {
        Assert.Contains("it serves TLS: write https://", await FailAsync(Open), StringComparison.Ordinal);
        var curl = RequiredTool.Find("curl", "curl");
        var http1 = await Shell.RunAsync(curl, ["-sS", $"http://{Open}/health"]);
        Assert.Contains(InPlaintext, http1.Output, StringComparison.Ordinal);
        var code = await Shell.RunAsync(
            curl, ["-sS", "-o", "/dev/null", "-w", "%{http_code}", $"http://{Open}/v3/kv/put", "-d", "{}"]);
        Assert.Equal("400", code.Output);
        await TestCluster.PutAsync(fixture.Cluster.Members[0], "still", "served");
    }

    [Theory]
    [InlineData("--cert and --key go together", "--cert", "client.crt")]
    [InlineData("cannot be read", "--cacert", "nowhere.crt")]
    [InlineData("holds no certificate", "--cacert", "client.key")]
    [InlineData("is not the private key", "--cert", "client.crt", "--key", "r0.key")]
    public async Task UnusableFilesAreNamed(string expected, params string[] arguments)
    {
        string[] paths = [.. arguments.Select(text => text.StartsWith('-') ? text : fixture.File(text))];
        var result = await QuorateBinary.RunAsync(["status", "--endpoint", Open, .. paths]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains(paths[1], expected.Contains("together", StringComparison.Ordinal) ? paths[1] : result.Error,
            StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(string endpoint, params string[] options)
    {
        var result = await QuorateBinary.RunAsync(["status", "--endpoint", endpoint, .. options]);
        Assert.Equal(1, result.ExitCode);
        return result.Error;
    }
}
