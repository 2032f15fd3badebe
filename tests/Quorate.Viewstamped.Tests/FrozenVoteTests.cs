namespace Quorate.Viewstamped.Tests;

/// <summary>What a replica says in a view change is the same however often it says it (viewstamped.md V3).</summary>
public sealed class FrozenVoteTests
{
    // DEF-14: two different DoViewChange for one view.
    [Fact]
    public void EveryDoViewChangeForOneViewIsTheSameAlsoAfterARestart()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);
        var late = LatePrepare(cluster);

        // r2 enters view 1, whose primary never gets to begin it, and hears of the next entry of view 0 only now.
        var said = new List<DoViewChange>();
        cluster.Lose = (from, _, message) =>
        {
            if (from.Value == 2 && message is DoViewChange { Suffix.Count: > 0 } frozen)
            {
                said.Add(frozen);
            }

            return message is DoViewChange or StartView or StartViewChange { Candidate.Value: > 1 };
        };
        cluster[0].Crash();
        RunUntilViewChange(cluster);
        cluster[2].Node.On(new MessageReceived(new ReplicaId(0), late));
        cluster.Run(300);
        cluster[2].Crash();
        cluster[2].Start();
        cluster[2].Node.On(new MessageReceived(new ReplicaId(0), late));
        cluster.Run(300);

        Assert.True(said.Count >= 4, $"{said.Count} times");
        Assert.All(said, frozen =>
        {
            Assert.Equal(new ViewNumber(1), frozen.View);
            Assert.Equal(said[0].LogView, frozen.LogView);
            Assert.Equal(said[0].Op, frozen.Op);
            Assert.Equal(
                said[0].Suffix.Select(entry => entry.Checksum), frozen.Suffix.Select(entry => entry.Checksum));
        });
    }

    // A deadline that was armed in one view never expires in another: each phase stops all and arms its own.
    [Fact]
    public void NoTimerOfAnEarlierViewIsLeftInALaterOne()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        var options = cluster[1].Core.State.Options;
        cluster[0].Crash();
        RunUntilViewChange(cluster);
        for (var replica = 1; replica < 3; replica++)
        {
            var s = cluster[replica].Core.State;
            Assert.Equal(s.View, s.Timers.View);
            Assert.Equal(MonotonicTime.Never, s.Timers.Suspect);
            Assert.True(s.Timers.ViewChange < MonotonicTime.Never);
        }

        cluster.Run(50);
        var begun = cluster[2].Core.State;
        Assert.Equal(ReplicaStatus.Normal, begun.Status);
        Assert.Equal(begun.View, begun.Timers.View);
        Assert.Equal(MonotonicTime.Never, begun.Timers.ViewChange);
        Assert.Equal(MonotonicTime.Never, begun.Timers.Resend);
        Assert.True(begun.Timers.Suspect >= cluster.Now.After(options.SuspectTimeout - options.HeartbeatInterval * 2));
    }

    // DEF-15: recovery that needs f + 2 live replicas. One that restarted from its disk and one other are a quorum.
    [Fact]
    public void ARestartedBackupAndOneOtherReplicaGoOn()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Submit(0, 1);
        cluster.Run(20);
        cluster[1].Crash();
        cluster[2].Crash();
        cluster[2].Start();
        var call = cluster.Submit(0, 2);
        cluster.Run(1000);

        Assert.Equal(CallOutcome.Executed, call.Outcome);
    }

    private static Prepare LatePrepare(TestCluster cluster)
    {
        Prepare? late = null;
        cluster.Lose = (_, _, message) =>
        {
            late ??= message as Prepare;
            return message is Prepare;
        };
        cluster.Submit(0, 2);
        cluster.Run(3);
        cluster.Lose = null;
        return late ?? throw new InvalidOperationException("the primary sends a Prepare at the end of its turn");
    }

    private static void RunUntilViewChange(TestCluster cluster)
    {
        for (var i = 0; i < 3000 && cluster[2].Core.Status.Status != ReplicaStatus.ViewChange; i++)
        {
            cluster.Run(1);
        }

        Assert.Equal(ReplicaStatus.ViewChange, cluster[2].Core.Status.Status);
        Assert.Equal(new ViewNumber(1), cluster[2].Core.Status.View);
    }
}
