using System.Buffers;

namespace Quorate.Broadcast.Tests;

/// <summary>A replica is a value of its configuration and the list of its events (architecture.md §2).</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void RecordedEventsReplayToIdenticalEffects(ulong seed)
    {
        var cluster = new TestCluster(3, AdversaryTests.Small) { IsRecording = true };
        foreach (var replica in cluster.Up.ToList())
        {
            replica.Crash();
        }

        cluster.StartAll();
        Assert.Empty(new Adversary(cluster, seed).Run(3000));
        var lives = 0;
        foreach (var replica in cluster.Up)
        {
            lives += replica.Recordings.Count;
            replica.Recordings.ForEach(recording => AssertReplays(cluster, replica, recording, $"seed {seed}"));
        }

        Assert.True(lives >= 3);
    }

    [Fact]
    public void WrittenAndRestoredAtAnyMomentTheStateWritesTheSameBytes()
    {
        var cluster = new TestCluster(3, AdversaryTests.Small);
        var dice = new Prng(3);
        cluster.Lose = (_, _, _) => dice.Chance(0.1);
        for (byte i = 0; i < 120; i++)
        {
            if (dice.Chance(0.05))
            {
                cluster.Isolate(dice.Below(3));
            }
            else if (dice.Chance(0.1))
            {
                cluster.Heal();
            }

            cluster.Submit(i % 3, i);
            cluster.Read((i + 1) % 3);
            cluster.Run(dice.Below(30));
            foreach (var replica in cluster.Up)
            {
                AssertRestores(cluster, replica.Core);
            }
        }
    }

    private static void AssertRestores(TestCluster cluster, LamportReplica core)
    {
        var bytes = BytesOf(core);
        var restored = new LamportReplica(
            cluster.OptionsOf(core.State.Self), new SessionTable(new SessionTableOptions()));
        var reader = new CanonicalReader(bytes);
        restored.Walk(reader);

        Assert.True(reader.IsAtEnd);
        Assert.Equal(bytes, BytesOf(restored));
        Assert.Equal(core.Status, restored.Status);
        Assert.Equal(core.NextDeadline, restored.NextDeadline);
    }

    private static byte[] BytesOf(LamportReplica replica)
    {
        var buffer = new ArrayBufferWriter<byte>();
        replica.Walk(new CanonicalWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }

    private static void AssertReplays(TestCluster cluster, TestReplica replica, RecordingCore recording, string place)
    {
        var sessions = new SessionTable(new SessionTableOptions());
        var executor = new Executor(new AppendMachine(), sessions, new FrontEnd(new FrontEndOptions()));
        var core = new LamportReplica(cluster.OptionsOf(replica.Self), sessions);
        var replayer = new EventReplayer(
            core, executor, new LamportMessageDecoder(), TestCluster.Cluster, replica.Disk);
        foreach (var recorded in recording.Events)
        {
            replayer.Replay(recorded);
        }

        Assert.Equal(recording.Lines.Count, replayer.Lines.Count);
        for (var line = 0; line < recording.Lines.Count; line++)
        {
            Assert.True(
                recording.Lines[line] == replayer.Lines[line],
                $"{place} {replica.Self}, effect {line}: {replayer.Lines[line]} instead of {recording.Lines[line]}");
        }
    }
}
