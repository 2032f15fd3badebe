using System.Text.Json;

namespace Quorate.EndToEnd.Tests.Kit;

/// <summary>
/// A development cluster, run by <c>quorate start</c> on free ports with its data in a temporary directory.
/// </summary>
internal sealed class StartedCluster : IDisposable
{
    private readonly string? ownedDirectory;

    private StartedCluster(ServerProcess starter, JsonElement report, string? ownedDirectory)
    {
        Starter = starter;
        Report = report;
        this.ownedDirectory = ownedDirectory;
    }

    /// <summary>The <c>quorate start</c> process.</summary>
    public ServerProcess Starter { get; }

    /// <summary>What it printed with <c>--json</c>.</summary>
    public JsonElement Report { get; }

    /// <summary>Where clients reach each replica.</summary>
    public IReadOnlyList<string> Clients => [.. Replicas.Select(replica => replica.GetProperty("client").GetString()!)];

    /// <summary>Each replica's process id.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. Replicas.Select(replica => replica.GetProperty("processId").GetInt32())];

    /// <summary>The command that brings each replica back.</summary>
    public IReadOnlyList<string> Commands =>
        [.. Replicas.Select(replica => replica.GetProperty("command").GetString()!)];

    /// <summary>Every client endpoint, by commas.</summary>
    public string Endpoints => string.Join(',', Clients);

    private IEnumerable<JsonElement> Replicas => Report.GetProperty("replicas").EnumerateArray();

    /// <summary>Starts a cluster of three on free ports and waits until it serves.</summary>
    /// <param name="directory">Its data directory; null for one that goes away with the cluster.</param>
    /// <param name="protocol">The replication protocol; null for the default.</param>
    public static async Task<StartedCluster> StartAsync(string? directory = null, string? protocol = null)
    {
        var owned = directory is null ? Directory.CreateTempSubdirectory("quorate-e2e-start-").FullName : null;
        var ports = FreePorts.Take(6);
        string[] choice = protocol is null ? [] : ["--protocol", protocol];
        var starter = QuorateBinary.Server(
            [
                "start", "--json", "--data", directory ?? owned!, .. choice,
                "--client-port", string.Join(',', ports[..3]), "--peer-port", string.Join(',', ports[3..]),
            ]);
        starter.Start();
        await starter.WaitForTextAsync("\"replicas\":[", TimeSpan.FromSeconds(40));
        var line = starter.Printed.Split('\n').First(printed => printed.StartsWith('{'));
        return new StartedCluster(starter, JsonDocument.Parse(line).RootElement, owned);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Starter.Dispose();
        foreach (var id in ProcessIds)
        {
            WaitUntilGone(id);
        }

        if (ownedDirectory is not null)
        {
            Directory.Delete(ownedDirectory, recursive: true);
        }
    }

    // The starter is killed: its children see their input end, and stop by themselves.
    private static void WaitUntilGone(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                process.Kill();
            }
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }
}
