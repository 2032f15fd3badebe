namespace Quorate.Viewstamped.Tests;

public sealed class NormalCaseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void EveryReplicaAcceptsRequestsAndAllExecuteThemInOneOrder(int members)
    {
        var cluster = new TestCluster(members);
        cluster.Run(20);
        var calls = new List<TestCall>();
        for (byte i = 0; i < 20; i++)
        {
            calls.Add(cluster.Submit(i % members, i));
            cluster.Run(1);
        }

        cluster.Run(300);

        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        cluster.AssertConverged(20);
    }

    [Fact]
    public void ALoneCallAtTheCommittingPrimaryTakesOneRoundTrip()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);

        var call = cluster.Submit(0, 2);
        cluster.Run(4);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    [Fact]
    public void AReadAtAnyReplicaSeesEverythingAcknowledgedBefore()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        var call = cluster.Submit(1, 1);
        cluster.Run(20);
        Assert.Equal(CallOutcome.Executed, call.Outcome);

        var reads = Enumerable.Range(0, 3).Select(cluster.Read).ToList();
        cluster.Run(10);

        Assert.All(reads, read => Assert.Equal(1, read.Seen));
    }

    [Fact]
    public void APrimaryThatHearsNoQuorumAnswersNoRead()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Isolate(0);

        var read = cluster.Read(0);
        cluster.Run(100);

        Assert.Null(read.Seen);
    }

    [Fact]
    public void LostPreparesAndAcknowledgementsAreMadeUpFor()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        var dice = new Prng(7);
        cluster.Lose = (_, _, message) => message is Prepare or PrepareOk or Commit && dice.Chance(0.4);
        var calls = Enumerable.Range(0, 30).Select(i =>
        {
            var call = cluster.Submit(0, (byte)i);
            cluster.Run(10);
            return call;
        }).ToList();
        cluster.Lose = null;
        cluster.Run(1000);

        Assert.All(calls, call => Assert.Equal(CallOutcome.Executed, call.Outcome));
        cluster.AssertConverged(30);
    }

    [Fact]
    public void NothingIsAcknowledgedBeforeItsFlush()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);
        cluster[1].Disk.IsStalled = true;
        cluster[2].Disk.IsStalled = true;

        var call = cluster.Submit(0, 2);
        cluster.Run(100);
        Assert.Null(call.Outcome);
        cluster[2].Disk.IsStalled = false;
        cluster.Run(20);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }
}
