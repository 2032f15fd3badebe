using Quorate.Simulation;

namespace Quorate.Broadcast.Tests.MutualExclusion;

/// <summary>Lamport's three conditions over random schedules, and the cost (lamport-mutual-exclusion.md).</summary>
public sealed class MutualExclusionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void TheThreeConditionsHoldOverRandomSchedules(int members)
    {
        var granted = 0;
        for (var seed = 1UL; seed <= 150; seed++)
        {
            var options = EntryCase.Over(EntryCase.FifoLinks) with { Seed = seed, Members = members };
            var history = EntryWorld.Run(options).History;
            var violations = EntryCase.Violations(history);
            Assert.True(violations.Count == 0, $"seed {seed}: {string.Join("; ", violations.Take(5))}");
            granted += history.Of(BroadcastStepKind.EntryGranted).Count();
        }

        Assert.True(granted > 150 * 5, $"150 runs granted {granted} requests");
    }

    [Fact]
    public void WithoutFifoTwoHoldAtOnce() =>
        EntryCase.Catches(ExclusionChecker.Name, 50, EntryCase.Over(EntryCase.PerfectLinks));

    [Fact]
    public void WithoutFifoALaterRequestIsGrantedFirst() =>
        EntryCase.Catches(GrantOrderChecker.Name, 100, EntryCase.Over(EntryCase.PerfectLinks));

    [Fact]
    public void OverLinksThatLoseARequestIsNeverGranted() =>
        EntryCase.Catches(EntryGrantedChecker.Name, 5, EntryCase.Over(EntryCase.BareLinks));

    [Fact]
    public void AHolderThatNeverReleasesLeavesTheOthersWaiting() => EntryCase.Catches(
        EntryGrantedChecker.Name, 5, EntryCase.Over(EntryCase.FifoLinks) with { NeverReleases = true });

    // Over a network that keeps order and loses nothing no link needs messages of its own, so frames are messages.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void AnEntryTakesThreeMessagesToEachOtherProcess(int members)
    {
        var world = EntryWorld.Run(EntryCase.Over(EntryCase.BareLinks) with
        {
            Seed = 1,
            Members = members,
            Faults = new StackFaults { KeepsOrder = true },
        });
        var entries = world.History.Of(BroadcastStepKind.EntryReleased).Count();
        Assert.Empty(EntryCase.Violations(world.History));
        Assert.True(entries > 5, $"{entries} entries");
        Assert.Equal(3 * (members - 1) * entries, world.FramesSent);
    }

    [Fact]
    public void WhoWantsOrHoldsAlreadyIsNotEnteredTwice()
    {
        var effects = new GrantRecorder();
        var alone = new LamportMutualExclusion(
            new Membership(new ReplicaId(0), 2), new FairLossLink(new Membership(new ReplicaId(0), 2)));
        alone.Step(EntryReleased.Instance, effects);
        alone.Step(EntryRequested.Instance, effects);
        alone.Step(EntryRequested.Instance, effects);
        Assert.Single(effects.Sent);
        Assert.Null(alone.Held);
        Assert.Empty(effects.Grants);
    }

    [Fact]
    public void ATimeFarInTheFutureAndBytesThatAreNoMessageAreDropped()
    {
        var effects = new GrantRecorder();
        var membership = new Membership(new ReplicaId(0), 2);
        var process = new LamportMutualExclusion(membership, new FairLossLink(membership));
        var poison = new MutualExclusionFrame(MutualExclusionKind.Request, new LamportTimestamp(1UL << 63)).Encode();
        process.Step(new FrameReceived(new ReplicaId(1), poison), effects);
        process.Step(new FrameReceived(new ReplicaId(1), new byte[3]), effects);
        Assert.Equal([LayerDrop.ClockTooFarAhead, LayerDrop.Malformed], effects.Drops);
        Assert.Empty(effects.Sent);
    }
}
