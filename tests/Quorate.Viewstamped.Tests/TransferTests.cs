namespace Quorate.Viewstamped.Tests;

public sealed class TransferTests
{
    [Fact]
    public void ABackupThatWasAwayCatchesUpFromTheLog()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Isolate(2);
        for (byte i = 0; i < 40; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        cluster.Heal();
        cluster.Run(1000);

        cluster.AssertConverged(40);
    }

    [Fact]
    public void EntriesNoLongerInMemoryComeFromTheJournal()
    {
        var cluster = new TestCluster(3, options => options with { LogMemoryBytes = 1000 });
        cluster.Run(20);
        cluster.Isolate(2);
        for (byte i = 0; i < 40; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        Assert.True(cluster[0].Core.State.Log.Base > OpNumber.Zero);
        cluster.Heal();
        cluster.Run(2000);

        cluster.AssertConverged(40);
    }

    [Fact]
    public void AReplicaTooFarBehindForTheLogInstallsACheckpoint()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10, LogMemoryBytes = 1000 });
        cluster.Run(20);
        cluster.Isolate(2);
        for (byte i = 0; i < 60; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        Assert.True(cluster[0].Core.State.ReleasedOp > OpNumber.Zero);
        cluster.Heal();
        cluster.Run(3000);

        cluster.AssertConverged(60);
        Assert.Contains(cluster[2].Trace, e => e.Kind == TraceKind.CheckpointInstalled);
    }

    // The chunks take longer to arrive than the cluster takes to make several newer checkpoints.
    [Fact]
    public void AFetchThatIsSlowerThanTheCheckpointsIsNotOvertakenByThem()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10, LogMemoryBytes = 1000 });
        cluster.Run(20);
        cluster.Isolate(2);
        for (byte i = 0; i < 60; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        cluster.Heal();
        var closes = cluster.Now;
        cluster.Lose = (_, _, message) => message is CheckpointChunk chunk && !IsOpen(chunk.Chunk);
        var submitted = 60;
        for (; submitted < 250 && cluster[2].Trace.All(e => e.Kind != TraceKind.CheckpointInstalled); submitted++)
        {
            cluster.Submit(0, (byte)submitted);
            cluster.Run(20);
        }

        var installed = cluster[2].Trace.First(e => e.Kind == TraceKind.CheckpointInstalled);
        Assert.True(cluster[0].Disk.Durable.Checkpoint.Op.Value > installed.Op.Value + 10, "newer ones were made");
        Assert.InRange(submitted, 71, 249);
        cluster.Lose = null;
        cluster.Run(10_000);

        cluster.AssertConverged(submitted);
        Assert.Single(cluster[2].Trace, e => e.Kind == TraceKind.CheckpointInstalled);
        cluster.Submit(0, 0);
        cluster.Run(100);
        Assert.True(cluster[0].Core.State.ReleasedOp > installed.Op, "what was kept for the peer is released");

        // A few chunks get through, then none for a while.
        bool IsOpen(int chunk)
        {
            if (cluster[2].Core.State.Fetch?.Next == chunk && cluster.Now > closes.After(TimeSpan.FromMilliseconds(90)))
            {
                closes = cluster.Now.After(TimeSpan.FromMilliseconds(5));
            }

            return cluster.Now <= closes;
        }
    }

    [Fact]
    public void RestartContinuesFromTheCheckpoint()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10 });
        cluster.Run(20);
        for (byte i = 0; i < 60; i++)
        {
            cluster.Submit(i % 3, i);
            cluster.Run(5);
        }

        Assert.True(cluster[0].Disk.Durable.Checkpoint.Op > OpNumber.Zero);
        cluster.CrashAll();
        cluster.StartAll();
        cluster.Run(3000);

        cluster.AssertConverged(60);
    }

    [Fact]
    public void ABackupBehindByMoreThanThePipelineStillInstallsTheNewView()
    {
        var cluster = new TestCluster(5);
        cluster.Run(20);
        cluster.Isolate(1);
        for (byte i = 0; i < 40; i++)
        {
            cluster.Submit(0, i);
            cluster.Run(5);
        }

        // The replica that lags is the next view's primary: it needs older entries before it can begin the view.
        cluster.Heal();
        cluster[0].Crash();
        cluster.Run(4000);

        cluster.AssertConverged(40);
    }

    [Fact]
    public void AcknowledgedOperationSurvivesTheTraceOfDef1()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        cluster.Cut(0, 2);
        cluster.Cut(2, 0);
        cluster.Cut(1, 2);
        cluster.Cut(2, 1);
        var x = cluster.Submit(0, 1);
        cluster.Run(50);
        Assert.Equal(CallOutcome.Executed, x.Outcome);

        // r0 and r2 form the next view that r1 is cut off from; r1 hears of it through a Prepare only, then r2 goes
        // away.
        cluster.Heal();
        cluster.Isolate(1);
        cluster.Run(3000);
        cluster.Heal();
        cluster.Lose = (_, to, message) => to.Value == 1 && message is NewState or StartView;
        cluster.Submit(0, 2);
        cluster.Run(30);
        cluster[2].Crash();
        cluster.Lose = null;
        cluster.Run(4000);

        Assert.Contains(cluster[0].Machine.Applied, operation => operation[0] == 1);
        Assert.Equal(cluster[0].Machine.Applied, cluster[1].Machine.Applied);
    }
}
