namespace Quorate.Viewstamped.Tests;

public sealed class ViewChangeTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void AfterThePrimaryDiesTheOthersGoOnWithEverythingAcknowledged(int members)
    {
        var cluster = new TestCluster(members);
        cluster.Run(20);
        var before = cluster.Submit(1, 1);
        cluster.Run(20);
        Assert.Equal(CallOutcome.Executed, before.Outcome);

        cluster[0].Crash();
        var after = cluster.Submit(1, 2);
        cluster.Run(2000);

        Assert.Equal(CallOutcome.Executed, after.Outcome);
        cluster.AssertConverged(2);
        Assert.True(cluster[1].Core.Status.View > ViewNumber.Zero);
    }

    [Fact]
    public void ARestartedPrimaryDoesNotResumeItsView()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);

        cluster[0].Crash();
        cluster.Run(5);
        cluster[0].Start();
        Assert.NotEqual(ReplicaStatus.Normal, cluster[0].Core.Status.Status);
        cluster.Run(1000);

        Assert.Equal(new ViewNumber(1), cluster.Primary.Core.Status.View);
        cluster.AssertConverged(1);
    }

    [Fact]
    public void AllKilledAtOnceResumeWithEverythingAcknowledged()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        for (byte i = 0; i < 10; i++)
        {
            cluster.Submit(i % 3, i);
            cluster.Run(5);
        }

        cluster.CrashAll();
        cluster.StartAll();
        cluster.Run(3000);
        cluster.AssertConverged(10);
        var call = cluster.Submit(2, 99);
        cluster.Run(500);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    // Found by restarting a cluster with a million keys: view changes carried the whole log since the checkpoint,
    // until the largest frame stopped the replicas.
    [Fact]
    public void AfterAllWereKilledAViewChangeCarriesNoMoreThanThePipeline()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        for (byte i = 0; i < 100; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        cluster.CrashAll();
        var longest = 0;
        cluster.Lose = (_, _, message) =>
        {
            longest = Math.Max(longest, message is DoViewChange frozen ? frozen.Suffix.Count : 0);
            return false;
        };
        cluster.StartAll();
        cluster.Run(3000);

        cluster.AssertConverged(100);
        Assert.InRange(
            longest, 1, new ViewstampedOptions { Cluster = default, Self = default, Members = 3 }.PipelineMax + 1);
    }

    [Fact]
    public void ADeposedPrimaryLearnsTheNewViewAndDropsItsUncommittedTail()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);
        cluster.Isolate(0);
        var lost = cluster.Submit(0, 2);
        cluster.Run(1500);
        var kept = cluster.Submit(1, 3);
        cluster.Run(500);
        Assert.Equal(CallOutcome.Executed, kept.Outcome);
        Assert.Null(lost.Outcome);

        cluster.Heal();
        cluster.Run(3000);

        // The front-end sends the request again in the new view: executed once, after the one that overtook it.
        Assert.Equal(CallOutcome.Executed, lost.Outcome);
        cluster.AssertConverged(3);
        Assert.Equal([1, 3, 2], cluster[0].Machine.Applied.Select(operation => (int)operation[0]));
    }

    [Fact]
    public void ABackupThatHearsNothingDoesNotDeposeAHealthyPrimary()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Cut(0, 2);
        cluster.Run(5000);

        Assert.Equal(ViewNumber.Zero, cluster[0].Core.Status.View);
        Assert.Equal(ViewNumber.Zero, cluster[1].Core.Status.View);
    }

    [Fact]
    public void APrimaryThatCanSendButNotReceiveAbdicates()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Cut(1, 0);
        cluster.Cut(2, 0);
        cluster.Run(8000);
        var call = cluster.Submit(1, 1);
        cluster.Run(1000);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    [Fact]
    public void AReplicaWithACorruptLogNeitherVotesNorAcknowledges()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster[2].Crash();
        cluster[2].Corruption = "segment 1, offset 4096: bad checksum";
        cluster[2].Start();
        cluster[1].Crash();
        var call = cluster.Submit(0, 1);
        cluster.Run(3000);
        Assert.Null(call.Outcome);

        cluster[1].Start();
        cluster.Run(3000);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
        Assert.Equal(ReplicaStatus.Recovering, cluster[2].Core.Status.Status);
    }
}
