namespace Quorate.Hosting.Tests;

public sealed class ClusterTests
{
    [Fact]
    public async Task LoneReplicaCommitsAndRemembersAfterRestart()
    {
        await using var cluster = new HostCluster(1);
        cluster.StartAll();
        Assert.Equal(1, await cluster.AppendAsync(0, "a"));
        Assert.Equal(2, await cluster.AppendAsync(0, "b"));
        Assert.Equal(["a", "b"], await cluster.ReadAsync(0));

        await cluster.StopAsync(0);
        cluster.Start(0);

        Assert.Equal(["a", "b"], await cluster.ReadAsync(0));
        Assert.Equal(3, await cluster.AppendAsync(0, "c"));
    }

    [Fact]
    public async Task EveryReplicaSubmitsAndReadsWhatTheOthersSubmitted()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();

        for (var turn = 0; turn < 9; turn++)
        {
            Assert.Equal(turn + 1, await cluster.AppendAsync(turn % 3, $"line {turn}"));
            Assert.Equal($"line {turn}", (await cluster.ReadAsync((turn + 1) % 3))[^1]);
        }
    }

    [Fact]
    public async Task ConcurrentOperationsExecuteExactlyOnceEach()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        const int operations = 3000;

        var places = await Task.WhenAll(
            Enumerable.Range(0, operations).Select(number => cluster.AppendAsync(number % 3, $"{number}")));

        Assert.Equal(Enumerable.Range(1, operations), places.Order());
        Assert.Equal(operations, (await cluster.ReadAsync(1)).Distinct().Count());
    }

    [Fact]
    public async Task ClusterGoesOnWithoutItsPrimaryAndTakesItBack()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        await cluster.AppendAsync(1, "before");
        var primary = cluster[1].Status.Primary.Value;
        var other = (primary + 1) % 3;

        await cluster.StopAsync(primary);
        Assert.Equal(2, await cluster.AppendAsync(other, "without"));
        cluster.Start(primary);

        Assert.Equal(["before", "without"], await cluster.ReadAsync(primary));
        Assert.Equal(3, await cluster.AppendAsync(primary, "after"));
    }

    [Fact]
    public async Task ClusterResumesAfterAllReplicasStopped()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        for (var turn = 0; turn < 20; turn++)
        {
            await cluster.AppendAsync(turn % 3, $"{turn}");
        }

        await Task.WhenAll(cluster.StopAsync(0), cluster.StopAsync(1), cluster.StopAsync(2));
        cluster.StartAll();

        Assert.Equal(Enumerable.Range(0, 20).Select(turn => $"{turn}"), await cluster.ReadAsync(2));
    }

    [Fact]
    public async Task LocalReadShowsWhatThisReplicaAcknowledged()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();

        for (var turn = 1; turn <= 5; turn++)
        {
            await cluster.AppendAsync(2, $"{turn}");
            var local = cluster[2].ReadLocal();
            Assert.Equal(turn, ((LedgerSnapshot)local.State).Lines.Count);
        }
    }

    [Fact]
    public async Task StoppedReplicaSaysSo()
    {
        await using var cluster = new HostCluster(1);
        cluster.StartAll();
        await cluster.AppendAsync(0, "a");
        var service = cluster[0];

        await cluster.StopAsync(0);

        var result = await service.SubmitAsync(
            new byte[1], HostCluster.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(SubmitOutcome.Stopped, result.Outcome);
        Assert.Null(await service.ReadAsync(HostCluster.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(ReplicaStatus.Stopped, service.Status.Status);
    }

    [Fact]
    public async Task OperationWithoutAMajorityEndsUnknownAtItsDeadline()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        await cluster.AppendAsync(0, "first");
        await cluster.StopAsync(1);
        await cluster.StopAsync(2);

        var result = await cluster[0].SubmitAsync(
            new byte[1], TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);

        Assert.Equal(SubmitOutcome.Unknown, result.Outcome);
        Assert.Null(await cluster[0].ReadAsync(
            TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OperationThatWasNeverHandedOnExpiresForCertain()
    {
        // Without a majority no session can be registered, and without a session nothing is handed on.
        await using var cluster = new HostCluster(3);
        cluster.Start(0);
        var result = await cluster[0].SubmitAsync(
            new byte[1], TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        Assert.Equal(SubmitOutcome.Expired, result.Outcome);
    }

    [Fact]
    public async Task CallerThatStopsWaitingGetsItsCancellation()
    {
        await using var cluster = new HostCluster(3);
        cluster.Start(0);
        using var stop = new CancellationTokenSource();

        var call = cluster[0].SubmitAsync(new byte[1], HostCluster.Patience, stop.Token);
        var read = cluster[0].ReadAsync(HostCluster.Patience, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
    }

    [Fact]
    public async Task OperationBeyondTheLimitIsRefused()
    {
        await using var cluster = new HostCluster(1);
        cluster.StartAll();

        var result = await cluster[0].SubmitAsync(
            new byte[(2 << 20) + 1], HostCluster.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(SubmitOutcome.TooLarge, result.Outcome);
    }

    [Fact]
    public async Task PrimaryShowsWhatEachMemberAcknowledged()
    {
        await using var cluster = new HostCluster(3);
        cluster.StartAll();
        await cluster.AppendAsync(0, "a");
        var primary = cluster[0].Status.Primary.Value;

        var peers = cluster[primary].Peers;

        Assert.Equal(3, peers.Count);
        Assert.True(peers[primary].Connected);
        Assert.True(peers.Count(peer => peer.Acknowledged >= cluster[primary].Status.Commit) >= 2, $"{cluster.Logs}");
    }

    [Fact]
    public async Task ReplicasReplicateUnderTls()
    {
        await using var cluster = new HostCluster(3);
        using var certificates = new TestCertificates(cluster.Folder);
        cluster.Certificates = certificates;
        cluster.StartAll();

        for (var turn = 0; turn < 9; turn++)
        {
            Assert.Equal(turn + 1, await cluster.AppendAsync(turn % 3, $"line {turn}"));
        }
    }
}
