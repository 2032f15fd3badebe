namespace Quorate.Tests;

public sealed class MonotonicTimeTests
{
    [Fact]
    public void AfterAndSinceAreInverse()
    {
        var start = new MonotonicTime(123);
        Assert.Equal(TimeSpan.FromMilliseconds(5), start.After(TimeSpan.FromMilliseconds(5)).Since(start));
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue - 99, 1)]
    [InlineData(0, long.MaxValue)]
    [InlineData(1, long.MaxValue / 100 + 1)]
    public void DeadlineBeyondTheEndIsNever(long nanoseconds, long ticks) =>
        Assert.Equal(MonotonicTime.Never, new MonotonicTime(nanoseconds).After(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void NeverIsLaterThanEverything()
    {
        var reading = new MonotonicTime(long.MaxValue - 1);
        Assert.True(reading < MonotonicTime.Never);
        Assert.Equal(reading, MonotonicTime.Min(MonotonicTime.Never, reading));
        Assert.Equal(MonotonicTime.Never, MonotonicTime.Never.After(TimeSpan.FromDays(1)));
    }
}
