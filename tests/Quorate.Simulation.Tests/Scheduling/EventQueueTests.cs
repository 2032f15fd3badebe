namespace Quorate.Simulation.Tests;

public sealed class EventQueueTests
{
    [Fact]
    public void EventsComeInTimeOrderAndEqualTimesInTheOrderScheduled()
    {
        var queue = new EventQueue();
        var random = new Prng(7);
        var expected = new List<(long Time, int Index)>();
        for (var index = 0; index < 5_000; index++)
        {
            var time = random.Below(500);
            queue.Add(time, WorldEventKind.Tick, 0, index);
            expected.Add((time, index));
        }

        expected.Sort();
        foreach (var (time, index) in expected)
        {
            Assert.Equal(time, queue.NextTime);
            Assert.Equal(index, queue.Take().Index);
        }

        Assert.Equal(0, queue.Count);
        Assert.Equal(long.MaxValue, queue.NextTime);
    }

    [Fact]
    public void TakingAndAddingMixFreely()
    {
        var queue = new EventQueue();
        var random = new Prng(11);
        var now = 0L;
        for (var round = 0; round < 20_000; round++)
        {
            if (queue.Count == 0 || random.Chance(0.52))
            {
                queue.Add(now + random.Below(100), WorldEventKind.Tick, 0);
                continue;
            }

            var taken = queue.Take();
            Assert.True(taken.Time >= now, "time runs forward");
            now = taken.Time;
        }
    }
}
