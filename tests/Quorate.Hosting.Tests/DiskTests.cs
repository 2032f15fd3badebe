using System.Text;
using Quorate.Storage;

namespace Quorate.Hosting.Tests;

public sealed class DiskTests
{
    [Fact]
    public async Task DataDirectoryInUseIsAClearError()
    {
        await using var cluster = new HostCluster(1);
        cluster.StartAll();

        var error = Assert.Throws<ReplicaStartException>(() => ReplicaHost.Start(
            cluster.Options(0), new LedgerMachine(), new ViewstampedProtocol()));

        Assert.Contains("is in use by another process", error.Message);
    }

    [Fact]
    public async Task DataOfAnotherClusterIsRefused()
    {
        await using var cluster = new HostCluster(1);
        cluster.StartAll();
        await cluster.AppendAsync(0, "a");
        await cluster.StopAsync(0);
        var options = cluster.Options(0);
        options.ClusterId = "000000000000000000000000000000c2";

        var error = Assert.Throws<ReplicaStartException>(
            () => ReplicaHost.Start(options, new LedgerMachine(), new ViewstampedProtocol()));

        Assert.Contains(options.DataDirectory, error.Message);
        cluster.Start(0);
        Assert.Equal(["a"], await cluster.ReadAsync(0));
    }

    [Fact]
    public async Task ReplicaWithAFullDiskStopsWithTheReasonAndTheOthersGoOn()
    {
        await using var cluster = new HostCluster(3);
        var setup = new ReplicaSetup(cluster.Options(0), new LedgerMachine(), new ViewstampedProtocol());
        using var directory = DataDirectory.Open(cluster.Options(0).DataDirectory);
        using var files = new FileJournalMedium(directory.Journal);
        using var checkpoints = new FileCheckpointMedium(directory.Checkpoints);
        var disk = new FailingMedium(files);
        await using var host = ReplicaHost.Start(setup, ReplicaStorage.Open(setup, disk, checkpoints), null);
        cluster.Start(1);
        cluster.Start(2);
        Assert.Equal(1, await cluster.AppendAsync(1, "before"));

        disk.BecomeFull();
        Assert.Equal(2, await cluster.AppendAsync(2, "after"));

        var reason = await host.Stopped.WaitAsync(HostCluster.Patience, TestContext.Current.CancellationToken);
        Assert.Contains("the disk is full", reason!.Text);
        Assert.Equal(ReplicaStatus.Stopped, host.Service.Status.Status);
        Assert.Equal(["before", "after"], await cluster.ReadAsync(1));
    }

    [Fact]
    public async Task ReplicaWithADamagedJournalDoesNotVoteAndTheOthersGoOn()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        await cluster.AppendAsync(0, "needle in the journal");
        for (var turn = 0; turn < 5; turn++)
        {
            await cluster.AppendAsync(turn % 3, $"line {turn}");
        }

        await Task.WhenAll(cluster.StopAsync(0), cluster.StopAsync(1), cluster.StopAsync(2));
        Damage(Path.Combine(cluster.Options(1).DataDirectory, "journal"), "needle in the journal");
        cluster.StartAll();

        Assert.Equal(7, await cluster.AppendAsync(2, "after"));
        Assert.Equal(7, (await cluster.ReadAsync(0)).Count);
        Assert.True(cluster[1].Status.Status == ReplicaStatus.Recovering, $"{cluster[1].Status}\n{cluster.Logs}");
        Assert.Contains("r1 does not vote, because its log is damaged", cluster.Logs.ToString());
    }

    [Fact]
    public async Task StateComesBackFromACheckpointAndTheLogAfterIt()
    {
        await using var cluster = new HostCluster(3) { CheckpointEveryOps = 10 };
        cluster.StartAll();
        for (var turn = 0; turn < 35; turn++)
        {
            await cluster.AppendAsync(turn % 3, $"line {turn}");
        }

        await Task.WhenAll(cluster.StopAsync(0), cluster.StopAsync(1), cluster.StopAsync(2));
        cluster.StartAll();

        Assert.Equal(36, await cluster.AppendAsync(1, "after"));
        Assert.Equal(36, (await cluster.ReadAsync(2)).Count);
        Assert.True(cluster[0].Status.Checkpoint >= new OpNumber(10), $"{cluster[0].Status}\n{cluster.Logs}");
    }

    [Fact]
    public async Task ReplicaThatWasAwayForLongCatchesUpFromACheckpoint()
    {
        await using var cluster = new HostCluster(3) { CheckpointEveryOps = 10 };
        cluster.Start(0);
        cluster.Start(1);
        for (var turn = 0; turn < 60; turn++)
        {
            await cluster.AppendAsync(turn % 2, $"line {turn}");
        }

        cluster.Start(2);

        Assert.Equal(60, (await cluster.ReadAsync(2)).Count);
        Assert.Equal(61, await cluster.AppendAsync(2, "after"));
    }

    private static void Damage(string journal, string text)
    {
        var pattern = Encoding.UTF8.GetBytes(text);
        foreach (var path in Directory.GetFiles(journal, "segment-*"))
        {
            var bytes = File.ReadAllBytes(path);
            var place = bytes.AsSpan().IndexOf(pattern);
            if (place >= 0)
            {
                using var file = File.OpenWrite(path);
                file.Position = place;
                file.WriteByte((byte)'N');
                return;
            }
        }

        Assert.Fail("the journal does not hold the text to damage");
    }
}
