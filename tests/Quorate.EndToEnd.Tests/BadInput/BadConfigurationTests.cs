using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.BadInput;

/// <summary>
/// A wrong configuration starts nothing: exit code 2, and every problem named by its place in the file.
/// </summary>
public sealed class BadConfigurationTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("quorate-e2e-config-").FullName;

    [Fact]
    public async Task EveryProblemIsNamedByItsPlace()
    {
        var error = await FailAsync("""
            {
              "cluster": "not hexadecimal",
              "protocol": "raft",
              "replica": 3,
              "members": [
                { "name": "r0", "peer": "127.0.0.1:2380", "client": "127.0.0.1:2379" },
                { "name": "r0", "peer": "127.0.0.1", "client": "127.0.0.1:2379" },
                { "peer": "127.0.0.1:2381", "client": "127.0.0.1:70000" }
              ],
              "peerTls": { "certificate": "/does/not/exist.pem" },
              "timeouts": { "heartbeatMilliseconds": 100, "suspectMilliseconds": 300 },
              "limits": { "requestBytes": 0 }
            }
            """);
        Assert.All(
            [
                "$.cluster: 32 hexadecimal digits are needed",
                "$.protocol: 'raft' is not one of vr, lamport",
                "$.replica: this replica's place in $.members is needed, 0 to 2",
                "$.members[1].name: 'r0' is used by $.members[0].name already",
                "$.members[1].peer: '127.0.0.1' is not HOST:PORT",
                "$.members[1].client: '127.0.0.1:2379' is used by $.members[0].client already",
                "$.members[2].name: a name is needed",
                "$.members[2].client: '127.0.0.1:70000' is not HOST:PORT",
                "$.dataDirectory: a directory on a durable disk is needed",
                "$.peerTls.certificate: '/does/not/exist.pem' does not exist",
                "$.peerTls.key: a PEM file is needed",
                "$.timeouts.suspectMilliseconds: 300 is below four heartbeats of 100",
                "$.limits.requestBytes: 0 is below 1",
            ],
            (string problem) => Assert.Contains(problem, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"clutser\": \"x\" }", "clutser")]
    [InlineData("{ \"replica\": \"zero\" }", "$.replica")]
    [InlineData("{ \"members\": [", "$.members")]
    [InlineData("null", "$: the file holds null")]
    public async Task BrokenFileIsNamedWithThePlace(string text, string expected) =>
        Assert.Contains(expected, await FailAsync(text), StringComparison.Ordinal);

    [Fact]
    public async Task MissingFileIsAUsageError()
    {
        var result = await QuorateBinary.RunAsync("serve", "--config", Path.Combine(directory, "none.json"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("none.json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOptionIsAUsageError()
    {
        var result = await QuorateBinary.RunAsync("start", "--replica", "3");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--replica", result.Error, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task<string> FailAsync(string text)
    {
        var path = Path.Combine(directory, "replica.json");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var result = await QuorateBinary.RunAsync("serve", "--config", path);
        Assert.Equal(2, result.ExitCode);
        return result.Error;
    }
}
