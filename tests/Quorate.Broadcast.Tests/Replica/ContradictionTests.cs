namespace Quorate.Broadcast.Tests;

/// <summary>
/// Peers and data directories that contradict what is known (lamport.md §7): refused, counted, named.
/// </summary>
public sealed class ContradictionTests
{
    [Fact]
    public void AnOldCopyOfADataDirectoryIsToldSoAndStops()
    {
        var cluster = Loaded(out var copy);
        cluster[2].Crash();
        cluster[2].Disk = copy;
        cluster[2].Start();
        cluster.Run(200);

        Assert.Contains("Put the newest data of this replica", cluster[2].Stopped?.Text, StringComparison.Ordinal);
        Assert.Null(cluster[0].Stopped);
        Assert.Contains("r2 came back with less than it had said", Complaint(cluster, 0), StringComparison.Ordinal);
        Assert.True(cluster[0].Core.RefusedOf(new ReplicaId(2)) > 0);
    }

    [Fact]
    public void AfterTheNewestDataIsBackNothingIsLost()
    {
        var cluster = Loaded(out var copy);
        cluster[2].Crash();
        var newest = cluster[2].Disk;
        cluster[2].Disk = copy;
        cluster[2].Start();
        cluster.Run(200);
        cluster[2].Crash();
        newest.Incarnation = copy.Incarnation;
        cluster[2].Disk = newest;
        cluster[2].Start();
        cluster.Submit(0, 99);
        cluster.Run(2000);

        cluster.AssertConverged(81);
        Assert.Null(cluster[0].Core.Status.Complaint);
    }

    [Fact]
    public void AnEmptyDataDirectoryInPlaceOfAFullOneStopsAtOnce()
    {
        var cluster = Loaded(out _);
        cluster[1].Crash();
        cluster[1].Disk = new TestDisk();
        cluster[1].Start();
        cluster.Run(200);

        Assert.Contains("older than what this replica has said", cluster[1].Stopped?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AClockFarInTheFutureIsRefusedCountedAndNamed()
    {
        var cluster = Loaded(out _);
        var before = cluster[0].Core.Clock;
        Deliver(cluster, 0, Update(cluster, clock: 1UL << 40));

        Assert.Contains("r2's logical clock is", Complaint(cluster, 0), StringComparison.Ordinal);
        Assert.Equal(before, cluster[0].Core.Clock);
        Assert.Equal(1UL, cluster[0].Core.RefusedOf(new ReplicaId(2)));
        cluster.Submit(0, 99);
        cluster.Run(500);
        cluster.AssertConverged(81);
    }

    [Fact]
    public void ASecondProcessWithTheSameDataIsNoticedByTheEntryItSends()
    {
        var cluster = Loaded(out _);
        var peer = cluster[0].Core.State.Peers[2];
        var forged = MessageTests.EntryOf(peer.Received.Value + 1, 1UL << 20, new Checksum(5));
        Deliver(cluster, 0, Update(cluster, clock: 1UL << 20, entries: forged));

        Assert.Contains("two processes run as r2", Complaint(cluster, 0), StringComparison.Ordinal);
        cluster.Submit(2, 99);
        cluster.Run(500);
        cluster.AssertConverged(81);
    }

    [Fact]
    public void AnEarlierIncarnationThatGoesOnSpeakingIsNoticed()
    {
        var cluster = Loaded(out _);
        cluster[2].Crash();
        cluster[2].Start();
        cluster.Run(200);
        var stale = cluster[0].Core.State.Peers[2].FirstClock;
        Deliver(cluster, 0, Update(cluster, clock: stale.Value, incarnation: 1));
        Assert.Null(cluster[0].Core.Status.Complaint);

        Deliver(cluster, 0, Update(cluster, clock: stale.Value + 10, incarnation: 1));
        Assert.Contains("incarnation 1 still speaks after 2", Complaint(cluster, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEntryOfAnotherClusterOrOutOfItsClocksOrderIsRefused()
    {
        var cluster = Loaded(out _);
        var peer = cluster[0].Core.State.Peers[2];
        var next = peer.Received.Value + 1;
        var foreign = MessageTests.EntryOf(next, 1UL << 20, peer.ReceivedChecksum, cluster: new ClusterId(9));
        Deliver(cluster, 0, Update(cluster, clock: 1UL << 20, entries: foreign));
        Assert.Contains("another cluster", Complaint(cluster, 0), StringComparison.Ordinal);

        var early = MessageTests.EntryOf(next, peer.Heard.Value, peer.ReceivedChecksum);
        Deliver(cluster, 0, Update(cluster, clock: peer.Heard.Value, entries: early));
        Assert.Contains("after its clock was", Complaint(cluster, 0), StringComparison.Ordinal);
        Assert.Equal(2UL, cluster[0].Core.RefusedOf(new ReplicaId(2)));
    }

    [Fact]
    public void AFrameOfAnUnknownVersionIsCountedAndLosesNothing()
    {
        var cluster = Loaded(out _);
        var frame = FrameOf(Update(cluster, clock: 1));
        frame[4] = 9;
        cluster[0].Node.OnFrame(new ReplicaId(2), frame);
        var payload = FrameOf(Update(cluster, clock: 1));
        payload[Frame.HeaderLength] = 9;
        cluster[0].Node.OnFrame(new ReplicaId(2), payload);

        Assert.Equal(1, cluster[0].Node.Counters.FramesRefused(FrameRefusal.Version));
        cluster.Submit(0, 99);
        cluster.Run(500);
        cluster.AssertConverged(81);
    }

    [Fact]
    public void ACorruptJournalStopsTheReplicaBecauseItCannotSayWhatItHasSent()
    {
        var cluster = Loaded(out _);
        cluster[1].Crash();
        cluster[1].Corruption = "the journal is corrupt: segment 1";
        cluster[1].Start();

        Assert.Contains("corrupt: segment 1. Here every", cluster[1].Stopped?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ADataDirectoryOfAnotherProtocolOrGroupSizeIsRefused()
    {
        var state = new DurableState { Protocol = ProtocolBlock.Of([(byte)'V', 1, 0]) };
        Assert.Null(LamportMetadata.TryRead(state, 3, out var refusal));
        Assert.Contains("another protocol", refusal, StringComparison.Ordinal);

        var three = new LamportMetadata { ClockBound = new(9), Position = new OrderPosition(3) };
        state = new DurableState { Protocol = three.ToBlock() };
        Assert.Null(LamportMetadata.TryRead(state, 5, out refusal));
        Assert.Contains("a group of 3 replicas, the configuration names 5", refusal, StringComparison.Ordinal);
        Assert.NotNull(LamportMetadata.TryRead(state, 3, out _));
    }

    [Fact]
    public void TheMetadataOfTheLargestGroupFitsAndHasItsGoldenBytes()
    {
        var largest = new LamportMetadata { ClockBound = default, Position = new(LamportOptions.MembersMax) };
        Assert.InRange(largest.ToBlock().Bytes.Length, 200, ProtocolBlock.LengthMax);
        var position = new OrderPosition(1) { Stamp = new EntryStamp(new LamportTimestamp(7), new ReplicaId(2)) };
        position.Numbers[0] = new OpNumber(5);
        position.Checksums[0] = new Checksum(6);
        var block = new LamportMetadata { ClockBound = new(9), Position = position }.ToBlock();
        Assert.Equal(
            "4c0101" + "0900000000000000" + "0700000000000000" + "02" + "0500000000000000"
            + "06000000000000000000000000000000",
            block.ToString());
    }

    // Eighty operations; the copy of the third disk is from the middle.
    private static TestCluster Loaded(out TestDisk copy)
    {
        var cluster = new TestCluster(3);
        copy = null!;
        for (byte i = 0; i < 80; i++)
        {
            cluster.Submit(i % 3, i);
            cluster.Run(5);
            copy = i == 40 ? cluster[2].Disk.Copy() : copy;
        }

        cluster.Run(300);
        cluster.AssertConverged(80);
        return cluster;
    }

    private static string? Complaint(TestCluster cluster, int replica) => cluster[replica].Core.Status.Complaint;

    private static LamportUpdate Update(
        TestCluster cluster, ulong clock, ulong incarnation = 0, params Entry[] entries)
    {
        var peer = cluster[0].Core.State.Peers[2];
        return new LamportUpdate
        {
            View = ViewNumber.Zero,
            Incarnation = incarnation == 0 ? peer.Incarnation : new Incarnation(incarnation),
            Clock = new LamportTimestamp(clock),
            Issued = new OpNumber(peer.Received.Value + (ulong)entries.Length),
            Kept = OpNumber.Zero,
            Received = OpNumber.Zero,
            Heard = LamportTimestamp.Zero,
            Ask = LamportTimestamp.Zero,
            Entries = entries,
        };
    }

    private static byte[] FrameOf(LamportUpdate message)
    {
        var frame = new byte[Frame.LengthOf(message)];
        Frame.Write(message, TestCluster.Cluster, default, new ReplicaId(2), frame);
        return frame;
    }

    private static void Deliver(TestCluster cluster, int to, LamportUpdate message) =>
        cluster[to].Node.OnFrame(new ReplicaId(2), FrameOf(message));
}
