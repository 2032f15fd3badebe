namespace Quorate.Tests;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void RecordedEventsReplayToIdenticalEffects(ulong seed)
    {
        RecordingCore? recording = null;
        var rig = new NodeRig(
            new FrontEndOptions { WindowMax = 8 },
            new SessionTableOptions { SessionsMax = 4 },
            core => recording = new RecordingCore(core, LogWriter.Cluster));
        rig.Start();
        Drive(rig, new Prng(seed));
        Assert.Empty(rig.Host.Stops);
        Assert.True(recording!.Lines.Count > 100, $"seed {seed} recorded only {recording.Lines.Count} effects");

        var executor = new Executor(
            new LedgerMachine(), new SessionTable(new SessionTableOptions { SessionsMax = 4 }), new RecordingSink());
        var core = new SingleReplicaCore(executor.Sessions) { Flags = EntryFlags.Checkpoint };
        var replayer = new EventReplayer(core, executor, FakeMessage.Decoder, LogWriter.Cluster, rig.Host);
        foreach (var recorded in recording.Events)
        {
            replayer.Replay(recorded);
        }

        Assert.Equal(recording.Lines, replayer.Lines);
        Assert.Equal(rig.Executor.Sessions.Digest, Finished(executor).Digest);
    }

    [Fact]
    public void RecordingsThatAreNotEventsAreRefused()
    {
        var rig = new NodeRig();
        var replayer = new EventReplayer(rig.Core, rig.Executor, FakeMessage.Decoder, LogWriter.Cluster, rig.Host);
        Assert.Throws<FormatException>(() => replayer.Replay(new byte[] { 99 }));
        Assert.Throws<FormatException>(
            () => replayer.Replay(ReplicaEventCodec.Encode(new Executed(new OpNumber(3), null), LogWriter.Cluster)));
    }

    // Slices of single items, evictions and refused requests: where a replay would notice that admission saw something
    // else.
    private static void Drive(NodeRig rig, Prng random)
    {
        rig.Core.Flags = EntryFlags.Checkpoint;
        for (var step = 0; step < 300; step++)
        {
            switch (random.Below(8))
            {
                case 0:
                    rig.EvictSession(random.Below(3));
                    break;
                case 1:
                    rig.Pass(TimeSpan.FromMilliseconds(random.Below(900)));
                    break;
                case 2:
                    rig.Read();
                    break;
                case 3:
                    rig.Node.RunExecutor(1);
                    break;
                case 4:
                    rig.Node.OnFrame(new ReplicaId(1), FrameOf($"message {step}"));
                    break;
                case 5:
                    rig.Node.EndTurn();
                    break;
                default:
                    rig.Submit($"operation {step}");
                    break;
            }
        }

        rig.Settle();
    }

    private static SessionTable Finished(Executor executor)
    {
        Assert.False(executor.HasWork);
        return executor.Sessions;
    }

    private static byte[] FrameOf(string text)
    {
        var message = new FakeMessage { View = default, Text = text };
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, LogWriter.Cluster, Epoch.Zero, new ReplicaId(1), frame);
        return frame;
    }
}
