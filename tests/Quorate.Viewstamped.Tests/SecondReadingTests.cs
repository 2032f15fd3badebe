namespace Quorate.Viewstamped.Tests;

/// <summary>Executions that an adversarial second reading of the core found, each of which once went wrong.</summary>
public sealed class SecondReadingTests
{
    // It answered, voted and restarted with its old view although it had taken later views' commits into its log: a
    // peer of the old view could take them for commits of entries of its own.
    [Fact]
    public void WhoTakesCommittedEntriesOfALaterViewAnswersAndRestartsInThatView()
    {
        var cluster = FollowingALaterView(out var view);
        Assert.Equal(view, cluster[2].Core.Status.View);
        Assert.Equal(ViewNumber.Zero, cluster[2].Core.Status.LogView);
        Assert.True(cluster[2].Core.Status.Commit > OpNumber.Zero);

        cluster[2].Crash();
        cluster[2].Start();

        Assert.Equal(view, cluster[2].Core.Status.View);
        Assert.NotEqual(ReplicaStatus.Normal, cluster[2].Core.Status.Status);
        cluster.Lose = null;
        cluster.Run(3000);
        cluster.AssertConverged(12);
    }

    // The answer "that checkpoint is gone" was dropped as stale, and the same one asked for again for ever.
    [Fact]
    public void AFetchWhoseCheckpointIsGoneGoesOnWithTheNewerOne()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10, LogMemoryBytes = 1000 });
        cluster.Run(20);
        cluster.Isolate(2);
        Submit(cluster, 0, 60);
        cluster.Heal();
        cluster.Lose = (_, _, message) => message is GetCheckpoint { Chunk: > 0 };
        cluster.Run(300);
        Assert.NotNull(cluster[2].Core.State.Fetch);
        var first = cluster[2].Core.State.Fetch!.Reference.Op;
        Submit(cluster, 60, 60);
        Assert.True(cluster[0].Disk.Durable.Checkpoint.Op > first);

        cluster.Lose = null;
        cluster.Run(1000);

        cluster.AssertConverged(120);
    }

    // Silence while fetching counted as absence: the primary gave up a view that only needed time.
    [Fact]
    public void APrimaryDoesNotAbdicateWhileItsOnlyBackupFetchesACheckpoint()
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 10, LogMemoryBytes = 1000 });
        cluster.Run(20);
        cluster.Isolate(2);
        Submit(cluster, 0, 60);
        cluster.Heal();
        var dice = new Prng(5);
        cluster.Lose = (_, _, message) => message is CheckpointChunk && dice.Chance(0.3);
        cluster[1].Crash();
        var view = cluster[0].Core.Status.View;
        cluster.Run(20_000);

        Assert.Equal(view, cluster[0].Core.Status.View);
        Assert.Equal(ReplicaStatus.Normal, cluster[2].Core.Status.Status);
        cluster.AssertConverged(60);
    }

    // Deadlines were armed by executing only: in an idle cluster none passed after a view change.
    [Fact]
    public void ANewPrimaryOrdersThePulseThatIsDueInAnIdleCluster()
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        for (var i = 0; i < 3; i++)
        {
            cluster[i].Machine.NextDeadline = new AgreedTime(cluster.Now.After(TimeSpan.FromSeconds(3)).Nanoseconds);
        }

        cluster.Submit(0, 1);
        cluster.Run(200);
        cluster[0].Crash();
        cluster.Run(6000);

        Assert.Equal(1, cluster[1].Machine.Pulses);
        Assert.Equal(1, cluster[2].Machine.Pulses);
    }

    /// <summary>r2 has taken part of what a later view committed, but not yet that view's whole log.</summary>
    private static TestCluster FollowingALaterView(out ViewNumber view)
    {
        var cluster = new TestCluster(3);
        cluster.Run(20);
        Submit(cluster, 0, 2);
        cluster.Isolate(2);
        cluster[0].Crash();
        cluster[0].Start();
        cluster.Run(2000);
        Submit(cluster, 2, 10);
        view = cluster.Primary.Core.Status.View;
        Assert.True(view > ViewNumber.Zero);

        cluster.Heal();
        cluster.Lose = (_, to, message) => to.Value == 2 && message is NewState { IsComplete: true } or StartView;
        Ask(cluster);
        return cluster;
    }

    // Backups answer with what they know committed, and no more, while their own view is another.
    private static void Ask(TestCluster cluster)
    {
        for (var i = 0; i < 50 && cluster[2].Core.Status.Commit < new OpNumber(5); i++)
        {
            cluster.Run(10);
            if (cluster[2].Core.State is { Status: ReplicaStatus.StateTransfer, TransferNonce: not 0 } s)
            {
                cluster[2].Node.On(new MessageReceived(new ReplicaId(1), CommittedOf(cluster[1].Core.State, s)));
                cluster[2].Turn();
            }
        }

        cluster.Run(5);
    }

    private static NewState CommittedOf(ReplicaState from, ReplicaState asker)
    {
        var entries = new List<Entry>();
        for (var op = asker.TransferAfter.Next; op <= from.Commit && entries.Count < 5; op = op.Next)
        {
            entries.Add(from.Log[op]);
        }

        return new NewState
        {
            View = from.View,
            Nonce = asker.TransferNonce,
            After = asker.TransferAfter,
            Op = from.Log.Head,
            CommitNumber = from.Commit,
            IsComplete = false,
            Checkpoint = default,
            Entries = entries,
        };
    }

    private static void Submit(TestCluster cluster, byte first, byte count)
    {
        for (byte i = 0; i < count; i++)
        {
            cluster.Submit(0, (byte)(first + i));
            cluster.Run(5);
        }
    }
}
