namespace Quorate.Broadcast.Tests;

/// <summary>The rules and bounds of a vector clock (clocks.md V1–V4).</summary>
public sealed class VectorClockTests
{
    [Fact]
    public void EventsCountInTheirOwnPlace()
    {
        var clock = new VectorClock(new ReplicaId(1), members: 3);
        clock.Tick();
        Assert.Equal([0UL, 2UL, 0UL], clock.Tick().Counts);
        Assert.Equal(2UL, clock.Current[new ReplicaId(1)]);
    }

    [Fact]
    public void AReceiveKnowsWhatBothKnew()
    {
        var clock = new VectorClock(new ReplicaId(1), members: 3);
        clock.Tick();
        Assert.Equal(MergeOutcome.Merged, clock.Merge(new VectorTimestamp([5, 0, 7])));
        Assert.Equal([5UL, 2UL, 7UL], clock.Current.Counts);
    }

    [Theory]
    [InlineData(new ulong[] { 1, 2 }, new ulong[] { 1, 2 }, CausalOrder.Same)]
    [InlineData(new ulong[] { 1, 2 }, new ulong[] { 1, 3 }, CausalOrder.Before)]
    [InlineData(new ulong[] { 2, 3 }, new ulong[] { 1, 3 }, CausalOrder.After)]
    [InlineData(new ulong[] { 2, 3 }, new ulong[] { 1, 4 }, CausalOrder.Concurrent)]
    public void VectorsCompareByEachCount(ulong[] left, ulong[] right, CausalOrder expected) =>
        Assert.Equal(expected, VectorTimestamp.Compare(new VectorTimestamp(left), new VectorTimestamp(right)));

    [Theory]
    [InlineData(new ulong[] { 0, 0, 11 }, MergeOutcome.TooFarAhead)]
    [InlineData(new ulong[] { 0, 0, ulong.MaxValue }, MergeOutcome.TooFarAhead)]
    [InlineData(new ulong[] { 0, 1, 0 }, MergeOutcome.UnknownOwnEvents)]
    [InlineData(new ulong[] { 0, 0 }, MergeOutcome.OtherMembership)]
    [InlineData(new ulong[] { 0, 0, 0, 0 }, MergeOutcome.OtherMembership)]
    public void WhatCannotBeIsRefusedAndChangesNothing(ulong[] received, MergeOutcome expected)
    {
        var clock = new VectorClock(new ReplicaId(1), members: 3, jumpMax: 10);
        Assert.Equal(expected, clock.Merge(new VectorTimestamp(received)));
        Assert.Equal([0UL, 0UL, 0UL], clock.Current.Counts);
        Assert.Equal(1UL, clock.Refused);
    }

    [Fact]
    public void APeerSeesThatARestoredProcessForgotWhatItDid()
    {
        var before = new VectorClock(new ReplicaId(0), members: 2);
        before.Tick();
        before.Tick();
        var peer = new VectorClock(new ReplicaId(1), members: 2);
        peer.Merge(before.Current);

        var forgetful = new VectorClock(new ReplicaId(0), members: 2);
        Assert.Equal(MergeOutcome.UnknownOwnEvents, forgetful.Merge(peer.Current));

        var restored = new VectorClock(new ReplicaId(0), before.Current);
        Assert.Equal(MergeOutcome.Merged, restored.Merge(peer.Current));
        Assert.Equal([3UL, 1UL], restored.Current.Counts);
    }

    [Fact]
    public void SizesOutOfBoundsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorClock(new ReplicaId(0), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorClock(new ReplicaId(0), 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorClock(new ReplicaId(3), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => VectorTimestamp.Compare(new([1]), new([1, 2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorTimestamp([]).Counts.Length);
    }
}
