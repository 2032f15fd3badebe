namespace Quorate.Broadcast.Tests;

/// <summary>The shipped vector clock behind the interface of the properties, and what its times must be.</summary>
internal static class VectorClocks
{
    public static IVectorUnderTest Shipped(int self, int members) => new Adapter(self, members);

    /// <summary>The times that vector clocks give to the events of an execution.</summary>
    public static ulong[][] Run(Execution execution, Func<int, int, IVectorUnderTest> make)
    {
        var clocks = Enumerable.Range(0, execution.Processes).Select(self => make(self, execution.Processes)).ToArray();
        var times = new ulong[execution.Events.Count][];
        for (var index = 0; index < times.Length; index++)
        {
            var (process, received) = (execution.Events[index].Process, execution.Events[index].Received);
            times[index] = received < 0
                ? clocks[process].Tick()
                : clocks[process].Receive(times[received], execution.Events[received].Process);
        }

        return times;
    }

    /// <summary>V(a) less than V(b) if and only if a happened before b.</summary>
    public static string? TellsHappenedBefore(Execution execution, ulong[][] times)
    {
        foreach (var (a, b) in execution.Pairs())
        {
            var expected = execution.HappenedBefore(a, b) ? CausalOrder.Before
                : execution.HappenedBefore(b, a) ? CausalOrder.After
                : CausalOrder.Concurrent;
            var found = VectorTimestamp.Compare(new VectorTimestamp(times[a]), new VectorTimestamp(times[b]));
            if (found != expected)
            {
                return $"{a} and {b} are {expected}, their times say {found}";
            }
        }

        return null;
    }

    /// <summary>Each count is the number of that process's events in the past: the definition, counted.</summary>
    public static string? CountsThePast(Execution execution, ulong[][] times)
    {
        for (var index = 0; index < times.Length; index++)
        {
            for (var process = 0; process < execution.Processes; process++)
            {
                var past = (ulong)execution.PastAndSelf(index).Count(a => execution.Events[a].Process == process);
                if (times[index][process] != past)
                {
                    return $"{index} counts {times[index][process]} events of p{process}; there are {past} in its past";
                }
            }
        }

        return null;
    }

    private sealed class Adapter(int self, int members) : IVectorUnderTest
    {
        private readonly VectorClock _clock = new(new ReplicaId((byte)self), members);

        public ulong[] Tick() => _clock.Tick().Counts.ToArray();

        public ulong[] Receive(ulong[] received, int sender)
        {
            Assert.Equal(MergeOutcome.Merged, _clock.Merge(new VectorTimestamp(received)));
            return _clock.Current.Counts.ToArray();
        }
    }
}
