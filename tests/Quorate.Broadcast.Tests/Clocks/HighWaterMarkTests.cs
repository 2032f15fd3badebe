namespace Quorate.Broadcast.Tests;

/// <summary>A restarted clock issues nothing twice and never goes back (clocks.md P1–P3).</summary>
public sealed class HighWaterMarkTests
{
    private static readonly DateTimeOffset s_wall = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    [Fact]
    public void OneWriteCoversABlockOfEvents()
    {
        var store = new MemoryMarkStore();
        var clock = new LamportClock(mark: new HighWaterMark(store, block: 1000));
        for (var count = 0; count < 10_010; count++)
        {
            clock.Tick();
        }

        Assert.Equal(10, store.Saves);
        Assert.True(store.Mark >= clock.Current.Value);
    }

    [Fact]
    public void ARestartBeginsAtTheMark()
    {
        var store = new MemoryMarkStore();
        new LamportClock(mark: new HighWaterMark(store, block: 1000)).Tick();
        var restarted = new LamportClock(mark: new HighWaterMark(store, block: 1000));
        Assert.Equal(1001UL, restarted.Current.Value);
        Assert.Equal(1002UL, restarted.Tick().Value);
    }

    [Fact]
    public void ALargeJumpIsCoveredBeforeItIsTaken()
    {
        var store = new MemoryMarkStore();
        var clock = new LamportClock(mark: new HighWaterMark(store, block: 10));
        clock.Merge(new LamportTimestamp(1_000_000));
        Assert.Equal(1_000_011UL, store.Mark);
    }

    [Fact]
    public void NothingIsIssuedAboveAMarkThatCouldNotBeStored()
    {
        var store = new MemoryMarkStore { SavesUntilCrash = 1 };
        var clock = new LamportClock(mark: new HighWaterMark(store, block: 2));
        Assert.Equal([1UL, 2UL, 3UL], Enumerable.Range(0, 3).Select(_ => clock.Tick().Value));
        Assert.Throws<IOException>(() => clock.Tick());
        Assert.Throws<IOException>(() => clock.Merge(new LamportTimestamp(7)));
        Assert.Equal(3UL, clock.Current.Value);
    }

    [Fact]
    public void TheLastBlockOfAllEndsWithTheNumbers()
    {
        var store = new MemoryMarkStore();
        new HighWaterMark(store, block: 1000).Cover(ulong.MaxValue - 5);
        Assert.Equal(ulong.MaxValue, store.Mark);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CrashesAtAnyMomentNeverRepeatALamportTime(bool isLastSaveDurable) => Assert.Null(FirstRepeated(
        isLastSaveDurable,
        block: 3,
        (mark, random) =>
        {
            var clock = new LamportClock(mark: mark);
            return issue => issue(random.Chance(0.3) ? Merged(clock, random) : clock.Tick().Value);
        }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CrashesNeverRepeatAHybridTimeAlthoughTheWallClockIsSetBack(bool isLastSaveDurable)
    {
        var starts = 0;
        Assert.Null(FirstRepeated(
            isLastSaveDurable,
            HybridLogicalClock.Block(TimeSpan.FromMilliseconds(2)),
            (mark, random) =>
            {
                var clock = new HybridLogicalClock(TimeSpan.FromMilliseconds(10), mark);
                var now = s_wall.AddMilliseconds(-starts++);
                return issue => issue(clock.Tick(now = now.AddMilliseconds(random.Below(3))).Packed);
            }));
    }

    [Theory]
    [InlineData("starts anew")]
    [InlineData("stores the mark after the event")]
    [InlineData("stores the event instead of the end of its block")]
    public void ABrokenMarkIsCaught(string mutant) => Assert.NotNull(FirstRepeated(
        isLastSaveDurable: false,
        block: 3,
        (mark, random) =>
        {
            var value = mutant == "starts anew" ? 0 : mark.Reserved;
            return issue =>
            {
                value++;
                switch (mutant)
                {
                    case "stores the mark after the event":
                        issue(value);
                        mark.Cover(value);
                        break;
                    case "stores the event instead of the end of its block":
                        mark.Cover(Math.Max(1, value - 3));
                        issue(value);
                        issue(++value);
                        break;
                    default:
                        mark.Cover(value);
                        issue(value);
                        break;
                }
            };
        }));

    private static ulong Merged(LamportClock clock, Prng random)
    {
        clock.Merge(new LamportTimestamp(clock.Current.Value + (ulong)random.Below(8)));
        return clock.Current.Value;
    }

    /// <summary>Lives and crashes 200 times; says which time was issued although a later one had been.</summary>
    private static string? FirstRepeated(
        bool isLastSaveDurable, ulong block, Func<HighWaterMark, Prng, Action<Action<ulong>>> start)
    {
        var store = new MemoryMarkStore { IsLastSaveDurable = isLastSaveDurable };
        var random = new Prng(11);
        ulong last = 0;
        string? repeated = null;
        for (var life = 0; life < 200; life++)
        {
            store.SavesUntilCrash = random.Below(5);
            var next = start(new HighWaterMark(store, block), random);
            try
            {
                for (var step = random.Below(40); step > 0; step--)
                {
                    next(issued =>
                    {
                        repeated ??= issued > last ? null : $"{issued} after {last} in life {life}";
                        last = issued;
                    });
                }
            }
            catch (IOException)
            {
                // The crash: the next life begins with what is durable.
            }
        }

        return repeated;
    }
}
