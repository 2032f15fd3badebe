using Quorate.Cli.Etcd;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.BadInput;

/// <summary>A damaged or full disk costs its replica, says so clearly, and loses nothing.</summary>
public sealed class BadDiskTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task CorruptJournalByteStopsThatReplicaFromVoting(double place)
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        for (var number = 0; number < 50; number++)
        {
            await TestCluster.PutAsync(cluster.Members[0], $"key {number}", $"value {number}");
        }

        var damaged = cluster.Members[2];
        damaged.Process.Kill();
        FlipByte(
            Directory.GetFiles(Path.Combine(damaged.DataDirectory, "journal"), "segment-*").Order().First(), place);
        damaged.Process.Start();
        await damaged.Process.WaitForTextAsync("does not vote, because its log is damaged");
        await TestCluster.PutAsync(cluster.Members[0], "others", "continue");

        // Without the vote of the damaged replica the last good one is no majority.
        cluster.Members[0].Process.Kill();
        var exception = await Assert.ThrowsAsync<EtcdException>(
            () => TestCluster.PutAsync(cluster.Members[1], "not", "acknowledged", TimeSpan.FromSeconds(3)));
        Assert.False(exception.IsDefinite);
        cluster.Members[0].Process.Start();
        await TestCluster.WaitUntilServingAsync(cluster.Members[0]);
        Assert.Equal("value 49", await TestCluster.GetAsync(cluster.Members[1], "key 49"));
    }

    [Fact]
    public async Task FullDiskStopsThatReplicaOnly()
    {
        // The replica alone sees the small file system: it goes away with its process, and needs no root.
        var unshare = RequiredTool.Find("unshare", "util-linux");
        string[] isolated = [unshare, "--map-root-user", "--mount", "--"];
        var allowed = await Shell.RunAsync(unshare, ["--map-root-user", "--mount", "--", "true"]);
        RequiredTool.Require(allowed.ExitCode == 0, $"A small file system cannot be mounted here: {allowed.Error}");
        const string Mount = "mount -t tmpfs -o size=48m tmpfs \"$0\" && exec \"$@\"";
        var directory = Directory.CreateTempSubdirectory("quorate-e2e-small-").FullName;
        try
        {
            using var cluster = await TestCluster.StartQuorateAsync(
                config => config.Replica == 2 ? config with { DataDirectory = Path.Combine(directory, "r2") } : config,
                config => config.Replica == 2 ? [.. isolated, "sh", "-c", Mount, directory] : []);
            var full = cluster.Members[2].Process;
            var value = new string('x', 60_000);
            for (var number = 0; full.IsRunning && number < 2000; number++)
            {
                try
                {
                    await TestCluster.PutAsync(cluster.Members[0], $"key {number % 10}", value);
                }
                catch (EtcdException exception) when (!exception.IsDefinite)
                {
                    // In flight when the full replica, then the primary, stopped: its outcome is unknown.
                }
            }

            Assert.Equal(1, await full.WaitForExitAsync());
            Assert.Contains("the disk is full", full.Printed, StringComparison.Ordinal);
            await TestCluster.PutAsync(cluster.Members[1], "others", "continue");
            Assert.Equal("continue", await TestCluster.GetAsync(cluster.Members[0], "others"));
        }
        finally
        {
            Directory.Delete(directory);
        }
    }

    // Flips one byte at a share of what has been written; the rest of a segment is zeros.
    private static void FlipByte(string path, double place)
    {
        var bytes = File.ReadAllBytes(path);
        var written = Array.FindLastIndex(bytes, value => value != 0) + 1;
        bytes[(int)(written * place)] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }
}
