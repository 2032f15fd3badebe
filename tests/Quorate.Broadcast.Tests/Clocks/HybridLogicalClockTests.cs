namespace Quorate.Broadcast.Tests;

/// <summary>The rules and bounds of a hybrid logical clock (clocks.md H1–H6, C3).</summary>
public sealed class HybridLogicalClockTests
{
    private const long Noon = 1_800_000_000_000;
    private static readonly TimeSpan s_skewMax = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void TheWallClockIsFollowedAndTheCounterOrdersOneMillisecond()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        Assert.Equal(new HybridTimestamp(Noon, 0), clock.Tick(At(0)));
        Assert.Equal(new HybridTimestamp(Noon, 1), clock.Tick(At(0)));
        Assert.Equal(new HybridTimestamp(Noon + 1, 0), clock.Tick(At(1)));
    }

    [Fact]
    public void AWallClockThatGoesBackDoesNotTurnTimeBack()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        clock.Tick(At(0));
        Assert.Equal(new HybridTimestamp(Noon, 1), clock.Tick(At(-3_600_000)));
        Assert.Equal(new HybridTimestamp(Noon, 2), clock.Tick(At(-1)));
        Assert.Equal(new HybridTimestamp(Noon + 1, 0), clock.Tick(At(1)));
    }

    [Theory]
    [InlineData(0, 5, 0, 0, 6)] // l = l' = l_m
    [InlineData(-1, 9, 0, 0, 4)] // l = l'
    [InlineData(2, 5, 0, 2, 6)] // l = l_m
    [InlineData(2, 5, 3, 3, 0)] // l = pt
    public void AReceiveFollowsThePapersFourCases(
        long received, ushort counter, long wall, long expected, ushort expectedCounter)
    {
        var clock = new HybridLogicalClock(s_skewMax);
        for (var events = 0; events < 4; events++)
        {
            clock.Tick(At(0));
        }

        Assert.Equal(MergeOutcome.Merged, clock.Merge(new HybridTimestamp(Noon + received, counter), At(wall)));
        Assert.Equal(new HybridTimestamp(Noon + expected, expectedCounter), clock.Current);
    }

    [Theory]
    [InlineData(500, 0, MergeOutcome.Merged)]
    [InlineData(500, ushort.MaxValue - 1, MergeOutcome.Merged)]
    [InlineData(500, ushort.MaxValue, MergeOutcome.TooFarAhead)]
    [InlineData(501, 0, MergeOutcome.TooFarAhead)]
    [InlineData(3_600_000, 0, MergeOutcome.TooFarAhead)]
    public void ATimeAheadByMoreThanTheSkewBoundIsRefusedAndChangesNothing(
        long ahead, ushort counter, MergeOutcome expected)
    {
        var clock = new HybridLogicalClock(s_skewMax);
        var before = clock.Tick(At(0));
        Assert.Equal(expected, clock.Merge(new HybridTimestamp(Noon + ahead, counter), At(0)));
        Assert.Equal(expected == MergeOutcome.Merged ? 0UL : 1UL, clock.Refused);
        Assert.Equal(expected == MergeOutcome.Merged, clock.Current > before);
        Assert.InRange(clock.Current.Milliseconds - Noon, 0, 500);
    }

    [Fact]
    public void TheLastOfAllTimesIsRefused()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        Assert.Equal(
            MergeOutcome.TooFarAhead, clock.Merge(new HybridTimestamp(ulong.MaxValue), DateTimeOffset.MaxValue));
    }

    [Fact]
    public void ALiarDragsNobodyPastTheSkewBound()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        Assert.Null(FirstDragged(clock, clock.Merge));
        Assert.InRange(clock.Refused, 4_000UL, 6_000UL);
    }

    [Theory]
    [InlineData("nothing is refused")]
    [InlineData("the distance is taken from the clock, which each lie moves")]
    [InlineData("the carry of a full counter is forgotten")]
    public void AClockThatALiarDragsIsCaught(string mutant)
    {
        // A bound of a day refuses none of the lies; the mutant's own rule stands before it.
        var clock = new HybridLogicalClock(TimeSpan.FromDays(1));
        Assert.NotNull(FirstDragged(clock, (lie, wall) => mutant switch
        {
            "nothing is refused" => clock.Merge(lie, wall),
            "the carry of a full counter is forgotten" =>
                lie.Milliseconds - wall.ToUnixTimeMilliseconds() > 500
                    ? MergeOutcome.TooFarAhead
                    : clock.Merge(lie, wall),
            _ => lie.Milliseconds - clock.Current.Milliseconds > 500
                ? MergeOutcome.TooFarAhead
                : clock.Merge(lie, wall),
        }));
    }

    [Fact]
    public void AFullCounterCarriesIntoTheMilliseconds()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        clock.Merge(new HybridTimestamp(Noon, ushort.MaxValue - 1), At(0));
        Assert.Equal(new HybridTimestamp(Noon, ushort.MaxValue), clock.Current);
        Assert.Equal(new HybridTimestamp(Noon + 1, 0), clock.Tick(At(0)));
        Assert.Equal(new HybridTimestamp(Noon + 1, 1), clock.Tick(At(1)));
        Assert.Equal(new HybridTimestamp(Noon + 2, 0), clock.Tick(At(2)));
    }

    [Fact]
    public void WallClocksOutOfRangeCountAsTheNearestThatCounts()
    {
        var clock = new HybridLogicalClock(s_skewMax);
        Assert.Equal(new HybridTimestamp(0, 1), clock.Tick(DateTimeOffset.MinValue));
        Assert.Equal(
            new HybridTimestamp(HybridLogicalClock.WallMillisecondsMax, 0), clock.Tick(DateTimeOffset.MaxValue));
        Assert.Equal(
            new HybridTimestamp(HybridLogicalClock.WallMillisecondsMax, 1), clock.Tick(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_400_001)]
    public void SkewBoundsOutOfRangeAreRefused(long milliseconds)
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HybridLogicalClock(duration));
        Assert.Throws<ArgumentOutOfRangeException>(() => HybridLogicalClock.Block(duration));
    }

    [Fact]
    public void PartsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HybridTimestamp(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HybridTimestamp(1L << 48, 0));
    }

    /// <summary>A liar sends times up to a second ahead, with counters that are often full.</summary>
    private static string? FirstDragged(
        HybridLogicalClock clock, Func<HybridTimestamp, DateTimeOffset, MergeOutcome> merge)
    {
        var random = new Prng(7);
        for (long now = 0; now < 10_000; now++)
        {
            clock.Tick(At(now));
            var counter = random.Chance(0.2) ? ushort.MaxValue : (ushort)random.Next();
            merge(new HybridTimestamp(Noon + now + random.Between(0, 1000), counter), At(now));
            var ahead = clock.Current.Milliseconds - (Noon + now);
            if (ahead is < 0 or > 500)
            {
                return $"{ahead} ms ahead after {now} ms";
            }
        }

        return null;
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Noon + milliseconds);
}
