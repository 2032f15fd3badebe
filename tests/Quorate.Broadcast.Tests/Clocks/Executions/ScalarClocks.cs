namespace Quorate.Broadcast.Tests;

/// <summary>The shipped clocks behind the interface of the properties.</summary>
internal static class ScalarClocks
{
    public static IScalarClock Lamport() => new LamportUnderTest();

    public static IScalarClock Hybrid(TimeSpan skewMax) => new HybridUnderTest(skewMax);

    /// <summary>The times that clocks of one kind give to the events of an execution.</summary>
    public static ulong[] Run(Execution execution, Func<IScalarClock> make)
    {
        var clocks = Enumerable.Range(0, execution.Processes).Select(_ => make()).ToArray();
        var times = new ulong[execution.Events.Count];
        for (var index = 0; index < times.Length; index++)
        {
            var (process, received) = (execution.Events[index].Process, execution.Events[index].Received);
            times[index] = received < 0
                ? clocks[process].Tick(execution.Events[index].Wall)
                : clocks[process].Receive(times[received], execution.Events[index].Wall);
        }

        return times;
    }

    private sealed class LamportUnderTest : IScalarClock
    {
        private readonly LamportClock _clock = new();

        public ulong Tick(DateTimeOffset wall) => _clock.Tick().Value;

        public ulong Receive(ulong received, DateTimeOffset wall)
        {
            Assert.Equal(MergeOutcome.Merged, _clock.Merge(new LamportTimestamp(received)));
            return _clock.Current.Value;
        }
    }

    private sealed class HybridUnderTest(TimeSpan skewMax) : IScalarClock
    {
        private readonly HybridLogicalClock _clock = new(skewMax);

        public ulong Tick(DateTimeOffset wall) => _clock.Tick(wall).Packed;

        public ulong Receive(ulong received, DateTimeOffset wall)
        {
            Assert.Equal(MergeOutcome.Merged, _clock.Merge(new HybridTimestamp(received), wall));
            return _clock.Current.Packed;
        }
    }
}
