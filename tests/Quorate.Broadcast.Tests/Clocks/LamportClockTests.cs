namespace Quorate.Broadcast.Tests;

/// <summary>The rules and bounds of a Lamport clock (clocks.md L1–L3, C3, C4).</summary>
public sealed class LamportClockTests
{
    [Fact]
    public void EveryEventIsOneLater()
    {
        var clock = new LamportClock();
        Assert.Equal(LamportTimestamp.Zero, clock.Current);
        Assert.Equal(1UL, clock.Tick().Value);
        Assert.Equal(2UL, clock.Tick().Value);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 10)]
    public void AReceiveIsLaterThanBoth(ulong received, ulong expected)
    {
        var clock = new LamportClock();
        Assert.Equal(MergeOutcome.Merged, clock.Merge(new LamportTimestamp(received)));
        Assert.Equal(expected, clock.Current.Value);
    }

    [Theory]
    [InlineData(100, 100, MergeOutcome.Merged)]
    [InlineData(100, 101, MergeOutcome.TooFarAhead)]
    [InlineData(ulong.MaxValue, LamportClock.ReceivedMax, MergeOutcome.Merged)]
    [InlineData(ulong.MaxValue, LamportClock.ReceivedMax + 1, MergeOutcome.TooFarAhead)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, MergeOutcome.TooFarAhead)]
    public void AJumpThatIsTooLargeIsRefusedAndChangesNothing(ulong jumpMax, ulong received, MergeOutcome expected)
    {
        var clock = new LamportClock(jumpMax);
        Assert.Equal(expected, clock.Merge(new LamportTimestamp(received)));
        var isRefused = expected != MergeOutcome.Merged;
        Assert.Equal(isRefused ? 1UL : 0UL, clock.Refused);
        Assert.Equal(isRefused ? 0UL : received + 1, clock.Current.Value);
    }

    [Fact]
    public void ALiarCannotStopAClock()
    {
        var clock = new LamportClock(ulong.MaxValue);
        clock.Merge(new LamportTimestamp(LamportClock.ReceivedMax));
        Assert.Equal(MergeOutcome.Merged, clock.Merge(new LamportTimestamp(LamportClock.ReceivedMax)));
        Assert.Equal(LamportClock.ReceivedMax + 2, clock.Current.Value);
        Assert.Equal(LamportClock.ReceivedMax + 3, clock.Tick().Value);
    }

    [Fact]
    public void OldTimesAreAlwaysAccepted()
    {
        var clock = new LamportClock(jumpMax: 0);
        clock.Tick();
        clock.Tick();
        Assert.Equal(MergeOutcome.Merged, clock.Merge(new LamportTimestamp(1)));
        Assert.Equal(3UL, clock.Current.Value);
    }
}
