using System.Text.Json;
using Quorate.EndToEnd.Tests.Clients;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Program;

/// <summary>The commands beside start and serve, as their users see them.</summary>
public sealed class CommandTests(StartedClusterFixture fixture) : IClassFixture<StartedClusterFixture>
{
    [Fact]
    public async Task StatusShowsThePrimaryAndEveryReplica()
    {
        var result = await QuorateBinary.RunAsync("status", "--endpoint", fixture.Cluster.Clients[1], "--json");
        Assert.Equal(0, result.ExitCode);
        using var document = JsonDocument.Parse(result.Output);
        var members = document.RootElement.GetProperty("members").EnumerateArray().ToArray();
        Assert.Equal(["r0", "r1", "r2"], members.Select(member => member.GetProperty("name").GetString()));
        var primary = Assert.Single(members, member => member.GetProperty("role").GetString() == "primary");
        Assert.Equal(document.RootElement.GetProperty("primary").GetString(), primary.GetProperty("name").GetString());

        var table = await QuorateBinary.RunAsync("status", "--endpoint", fixture.Cluster.Clients[1]);
        Assert.Contains($"primary {primary.GetProperty("name").GetString()}", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusOfNobodyFails()
    {
        var result = await QuorateBinary.RunAsync("status", "--endpoint", $"127.0.0.1:{FreePorts.Take()}");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No member answers", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("put")]
    [InlineData("get")]
    [InlineData("mixed")]
    public async Task BenchReportsThroughputAndLatency(string load)
    {
        var result = await QuorateBinary.RunAsync(
            "bench", load, "--endpoint", fixture.Cluster.Endpoints, "--keys", "100", "--clients", "4",
            "--duration", "1s",
            "--warm-up", "200ms", "--json");
        Assert.Equal(0, result.ExitCode);
        using var document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("operations").GetInt64() > 0);
        var (p50, p99) = (Figure("p50"), Figure("p99"));
        Assert.InRange(p50, double.Epsilon, p99);
        Assert.InRange(p99, p50, Figure("p999"));
        Assert.Empty(document.RootElement.GetProperty("errors").EnumerateObject());

        double Figure(string name) => document.RootElement.GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task BenchCountsErrorsByTheirTextAndFailsWhenNothingSucceeds()
    {
        var result = await QuorateBinary.RunAsync(
            "bench", "put", "--endpoint", $"127.0.0.1:{FreePorts.Take()}", "--clients", "1", "--duration", "300ms",
            "--warm-up", "0s", "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Connection refused", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SimulateReplaysASeedExactly()
    {
        var first = await SimulateAsync("--seeds", "3");
        var second = await SimulateAsync("--seed", "3..3");
        Assert.Equal(first.GetProperty("events").GetInt64(), second.GetProperty("events").GetInt64());
        Assert.Equal(first.GetProperty("messages").GetInt64(), second.GetProperty("messages").GetInt64());
        Assert.Empty(first.GetProperty("failures").EnumerateArray());
    }

    [Fact]
    public async Task SimulateRefusesBadSeeds()
    {
        var result = await QuorateBinary.RunAsync("simulate", "--seeds", "9..1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is not a range of seeds", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("serve")]
    [InlineData("status")]
    [InlineData("bench")]
    [InlineData("simulate")]
    public async Task HelpShowsExamplesAndExitCodes(string command)
    {
        var result = await QuorateBinary.RunAsync(command, "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"quorate {command}", result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> SimulateAsync(params string[] arguments)
    {
        var result = await QuorateBinary.RunAsync(["simulate", "--json", .. arguments]);
        Assert.True(result.ExitCode == 0, result.All);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
