namespace Quorate.Broadcast.Tests;

/// <summary>No operation of a clock allocates.</summary>
public sealed class ClockAllocationTests
{
    private const int Rounds = 10_000;
    private static readonly DateTimeOffset s_wall = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    [Fact]
    public void LamportClocksAllocateNothing()
    {
        var clock = new LamportClock(mark: new HighWaterMark(new MemoryMarkStore(), 1000));
        var bytes = new byte[LamportTimestamp.EncodedBytes];
        AssertAllocatesNothing(() =>
        {
            clock.Tick().TryWrite(bytes);
            LamportTimestamp.TryRead(bytes, out var received);
            clock.Merge(received);
            clock.Merge(new LamportTimestamp(ulong.MaxValue));
        });
    }

    [Fact]
    public void HybridClocksAllocateNothing()
    {
        var mark = new HighWaterMark(new MemoryMarkStore(), HybridLogicalClock.Block(TimeSpan.FromMilliseconds(1)));
        var clock = new HybridLogicalClock(TimeSpan.FromSeconds(1), mark);
        var bytes = new byte[HybridTimestamp.EncodedBytes];
        AssertAllocatesNothing(() =>
        {
            clock.Tick(s_wall).TryWrite(bytes);
            HybridTimestamp.TryRead(bytes, out var received);
            clock.Merge(received, s_wall);
            clock.Merge(new HybridTimestamp(ulong.MaxValue), s_wall);
        });
    }

    [Fact]
    public void VectorClocksAllocateNothing()
    {
        var clock = new VectorClock(new ReplicaId(0), members: 7);
        var peer = new VectorClock(new ReplicaId(1), members: 7);
        var bytes = new byte[VectorTimestamp.EncodedBytes(7)];
        var storage = new ulong[7];
        AssertAllocatesNothing(() =>
        {
            peer.Tick().TryWrite(bytes, out _);
            VectorTimestamp.TryRead(bytes, storage, out var received);
            clock.Merge(received);
            VectorTimestamp.Compare(clock.Current, received);
        });
        Assert.Equal(0UL, clock.Refused);
    }

    private static void AssertAllocatesNothing(Action operation)
    {
        operation();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            operation();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
