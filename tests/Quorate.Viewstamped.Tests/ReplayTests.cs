namespace Quorate.Viewstamped.Tests;

/// <summary>A replica is a value of its configuration and the list of its events (architecture.md §2).</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void RecordedEventsReplayToIdenticalEffects(ulong seed)
    {
        var cluster = new TestCluster(3, options => options with { CheckpointOps = 8, LogMemoryBytes = 1000 });
        Drive(cluster, new Prng(seed));
        var installed = 0;
        for (var replica = 0; replica < cluster.Count; replica++)
        {
            foreach (var recording in cluster[replica].Recordings)
            {
                AssertReplays(cluster, replica, recording, $"seed {seed}, r{replica}");
                installed += recording.Lines.Count(
                    line => line.StartsWith("install-checkpoint", StringComparison.Ordinal));
            }
        }

        Assert.True(cluster[0].Recordings.Count + cluster[1].Recordings.Count + cluster[2].Recordings.Count > 3);
        Assert.True(installed > 0, $"seed {seed} installed no checkpoint");
        Assert.True(cluster[0].Core.Status.View > ViewNumber.Zero, $"seed {seed} changed no view");
    }

    // Losses, a replica that lags behind a checkpoint, restarts, view changes, forwarded requests and reads.
    private static void Drive(TestCluster cluster, Prng dice)
    {
        cluster.Run(20);
        cluster.Lose = (_, _, _) => dice.Chance(0.05);
        for (var round = 0; round < 6; round++)
        {
            var away = dice.Below(3);
            cluster.Isolate(away);
            for (byte i = 0; i < 30; i++)
            {
                cluster.Submit(dice.Below(3), (byte)round, i);
                cluster.Read(dice.Below(3));
                cluster.Run(dice.Below(30));
            }

            cluster.Heal();
            var crashed = dice.Below(3);
            cluster[crashed].Crash();
            cluster.Run(dice.Below(1_000));
            cluster[crashed].Start();
            cluster.Run(1_500);
        }

        cluster.Lose = null;
        cluster.Run(3_000);
    }

    private static void AssertReplays(TestCluster cluster, int replica, RecordingCore recording, string place)
    {
        var sessions = new SessionTable(new SessionTableOptions());
        var executor = new Executor(new AppendMachine(), sessions, new FrontEnd(new FrontEndOptions()));
        var core = new ViewstampedReplica(cluster.OptionsOf(new ReplicaId((byte)replica)), sessions);
        var replayer = new EventReplayer(
            core, executor, new ViewstampedMessageDecoder(), TestCluster.Cluster, cluster[replica].Disk);
        foreach (var recorded in recording.Events)
        {
            replayer.Replay(recorded);
        }

        Assert.True(recording.Lines.Count == replayer.Lines.Count, $"{place}: another number of effects");
        for (var line = 0; line < recording.Lines.Count; line++)
        {
            Assert.True(
                recording.Lines[line] == replayer.Lines[line],
                $"{place}, effect {line}: {replayer.Lines[line]} instead of {recording.Lines[line]}");
        }
    }
}
