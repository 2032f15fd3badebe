namespace Quorate.Tests;

public sealed class ReplicaNodeTests
{
    private static readonly ReplicaId _peer = new(1);

    [Fact]
    public void CoreIsNeverReEnteredFromAnEffect()
    {
        // The core asserts it itself; here the host answers each effect at once, from within it.
        var rig = new NodeRig();
        rig.Host.OnAppend = () => rig.Node.On(new Persisted(new Ticket(1)));
        rig.Start();
        var call = rig.Submit("a");
        rig.Settle();
        Assert.Equal(CallOutcome.Executed, call.Outcome);
        Assert.Equal(2, rig.Core.Events.OfType<Persisted>().Count());
        Assert.Empty(rig.Host.Stops);
    }

    [Fact]
    public void FrameThatArrivesDuringAStepWaits()
    {
        var rig = new NodeRig().Start();
        var sent = 0;
        rig.Host.OnSend = () =>
        {
            if (++sent == 1)
            {
                rig.Node.OnFrame(_peer, FrameOf("second", _peer));
            }
        };
        rig.Node.OnFrame(_peer, FrameOf("first", _peer));
        Assert.Equal(["first", "second"], rig.Host.Sent.Cast<FakeMessage>().Select(message => message.Text));
        Assert.Equal(2, rig.Node.Counters.FramesAccepted);
    }

    [Fact]
    public void RunningTheNodeFromACallbackStopsIt()
    {
        var rig = new NodeRig().Start();
        rig.Node.Submit(new TestCall("a") { Then = () => rig.Node.EndTurn() });
        rig.Settle();
        Assert.True(rig.Node.IsStopped);
        Assert.Single(rig.Host.Stops);
    }

    [Fact]
    public void RefusedFramesAreCountedByReason()
    {
        var rig = new NodeRig().Start();
        var good = FrameOf("x", _peer);
        Refused(rig, FrameRefusal.Incomplete, _peer, good[..3]);
        Refused(rig, FrameRefusal.Length, _peer, good[..^1]);
        Refused(rig, FrameRefusal.Version, _peer, Altered(good, 4));
        Refused(rig, FrameRefusal.Checksum, _peer, Altered(good, good.Length - 1));
        Refused(rig, FrameRefusal.Cluster, _peer, FrameOf("x", _peer, new ClusterId(8)));
        Refused(rig, FrameRefusal.Sender, new ReplicaId(2), good);
        Refused(rig, FrameRefusal.Sender, new ReplicaId(0), FrameOf("x", new ReplicaId(0)));
        Refused(rig, FrameRefusal.Sender, new ReplicaId(3), FrameOf("x", new ReplicaId(3)));
        Refused(rig, FrameRefusal.Malformed, _peer, FrameOf("x", _peer, kind: 10));
        Assert.Equal(0, rig.Node.Counters.FramesAccepted);
        Assert.Empty(rig.Host.Stops);
    }

    [Fact]
    public void ViolationStopsTheReplicaWithItsPlace()
    {
        var rig = new NodeRig().Start();
        rig.Core.View = 5;
        rig.Pass(TimeSpan.FromMilliseconds(1));
        rig.Submit("a");
        rig.Settle();
        rig.Core.LosesRequests = true;
        rig.Core.LosesReads = true;
        var sent = rig.Submit("sent");
        rig.Settle();
        var (unsent, read) = (rig.Submit("unsent"), rig.Read());
        rig.Node.OnFrame(_peer, FrameOf("violate", _peer));
        var stop = Assert.Single(rig.Host.Stops);
        Assert.Equal((new ViewNumber(5), new OpNumber(2)), (stop.View, stop.Op));
        Assert.Contains("the core found itself wrong", stop.Text, StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Unknown, sent.Outcome);
        Assert.Equal(CallOutcome.Stopped, unsent.Outcome);
        Assert.True(read.HasFailed);
    }

    [Fact]
    public void StoppedNodeRefusesFurtherWork()
    {
        var rig = new NodeRig().Start();
        rig.Node.OnFrame(_peer, FrameOf("violate", _peer));
        var events = rig.Core.Events.Count;
        Assert.Equal(CallOutcome.Stopped, rig.Submit("a").Outcome);
        Assert.True(rig.Read().HasFailed);
        Refused(rig, FrameRefusal.Stopped, _peer, FrameOf("x", _peer));
        rig.Pass(TimeSpan.FromSeconds(1));
        rig.Node.EndTurn();
        Assert.False(rig.Node.RunExecutor(1));
        Assert.Equal(events, rig.Core.Events.Count);
        Assert.Equal(MonotonicTime.Never, rig.Node.NextDeadline);
        Assert.Equal(ReplicaStatus.Stopped, rig.Node.Status.Status);
        Assert.Single(rig.Host.Stops);
    }

    [Fact]
    public void BrokenStateMachineStopsTheReplica()
    {
        var rig = new NodeRig().Start();
        var call = rig.Submit("fail");
        rig.Settle();
        Assert.Contains("the machine is broken", Assert.Single(rig.Host.Stops).Text, StringComparison.Ordinal);
        Assert.Equal(CallOutcome.Unknown, call.Outcome);
    }

    [Fact]
    public void ExecutionIsReportedToTheCoreOncePerRun()
    {
        var rig = new NodeRig().Start();
        rig.Machine.NextDeadline = new AgreedTime(77);
        rig.Submit("a");
        rig.Settle();
        var reports = rig.Core.Events.OfType<Executed>().ToArray();
        Assert.Equal([1UL, 2UL], reports.Select(report => report.Op.Value));
        Assert.All(reports, report => Assert.Equal(new AgreedTime(77), report.NextDeadline));
    }

    [Fact]
    public void CheckpointIsPersistedBeforeTheCoreHearsOfIt()
    {
        var rig = new NodeRig().Start();
        rig.Core.Flags = EntryFlags.Checkpoint;
        rig.Submit("a");
        rig.Settle();
        Assert.Equal(2, rig.Host.Checkpoints.Count);
        var heard = rig.Core.Events.Where(each => each is Executed or CheckpointTaken).ToArray();
        Assert.Collection(
            heard,
            first => Assert.IsType<Executed>(first),
            second => Assert.Equal(rig.Host.Checkpoints[0].Reference, Assert.IsType<CheckpointTaken>(second).Reference),
            third => Assert.IsType<Executed>(third),
            fourth => Assert.Equal(
                rig.Host.Checkpoints[1].Reference, Assert.IsType<CheckpointTaken>(fourth).Reference));
    }

    [Fact]
    public void NodeStartsFromTheCheckpointThatTheJournalNames()
    {
        var earlier = new NodeRig().Start();
        earlier.Core.Flags = EntryFlags.Checkpoint;
        earlier.Submit("a");
        earlier.Settle();
        var taken = earlier.Host.Checkpoints[^1];
        var rig = new NodeRig();
        rig.Host.Checkpoints.Add(taken);
        rig.Start(new DurableState { Checkpoint = taken.Reference });
        Assert.Equal(taken.Reference.Op, rig.Node.Executed);
        Assert.Equal(1UL, Assert.IsType<LedgerSnapshot>(rig.Node.LatestSnapshot()).Count);
        Assert.Empty(rig.Host.Stops);
    }

    [Fact]
    public void UnreadableCheckpointStopsTheReplicaAtStart()
    {
        var rig = new NodeRig();
        var reference = new CheckpointReference(new OpNumber(3), default, default, default);
        rig.Host.Checkpoints.Add(new TakenCheckpoint(reference, []));
        rig.Start(new DurableState { Checkpoint = reference });
        Assert.True(rig.Node.IsStopped);
        Assert.Contains("ends too early", Assert.Single(rig.Host.Stops).Text, StringComparison.Ordinal);
    }

    private static void Refused(NodeRig rig, FrameRefusal reason, ReplicaId from, byte[] frame)
    {
        var before = rig.Node.Counters.FramesRefused(reason);
        rig.Node.OnFrame(from, frame);
        Assert.Equal(before + 1, rig.Node.Counters.FramesRefused(reason));
    }

    private static byte[] Altered(byte[] frame, int position)
    {
        var copy = frame.ToArray();
        copy[position] ^= 1;
        return copy;
    }

    private static byte[] FrameOf(string text, ReplicaId sender, ClusterId? cluster = null, byte kind = 9)
    {
        Message message = kind == 9
            ? new FakeMessage { View = default, Text = text }
            : new OtherMessage(kind) { View = default };
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, cluster ?? LogWriter.Cluster, Epoch.Zero, sender, frame);
        return frame;
    }

    private sealed class OtherMessage(byte kind) : Message
    {
        public override byte Kind => kind;

        public override int PayloadLength => 0;

        public override void WritePayload(ref SpanWriter writer)
        {
        }
    }
}
