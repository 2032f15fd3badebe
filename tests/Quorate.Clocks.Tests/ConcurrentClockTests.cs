using Quorate.Broadcast;

namespace Quorate.Clocks.Tests;

/// <summary>
/// Many threads, one clock: every event has a time of its own, later than all before it (clocks.md T1, T2).
/// </summary>
public sealed class ConcurrentClockTests
{
    private const int Threads = 4;
    private const int Events = 40_000;
    private static readonly DateTimeOffset s_wall = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    [Fact]
    public async Task LamportTimesOfManyThreadsAreAllDifferentAndRiseInEachThread()
    {
        var clock = new ConcurrentLamportClock();
        var times = await RunAsync(_ => clock.Tick().Value);
        AssertDifferentAndRising(times);
        Assert.Equal((ulong)(Threads * Events), clock.Current.Value);
    }

    [Fact]
    public async Task HybridTimesOfManyThreadsAreAllDifferentAndRiseInEachThread()
    {
        var clock = new ConcurrentHybridClock(TimeSpan.FromSeconds(1));
        var times = await RunAsync(step => clock.Tick(s_wall.AddMilliseconds(step / 1000)).Packed);
        AssertDifferentAndRising(times);
    }

    [Fact]
    public async Task ThreadsThatMergeEachOthersTimesStayBeyondWhatTheyHaveSeen()
    {
        var clock = new ConcurrentHybridClock(TimeSpan.FromSeconds(1));
        var other = new ConcurrentHybridClock(TimeSpan.FromSeconds(1));
        await RunAsync(step =>
        {
            var (from, to) = step % 2 == 0 ? (clock, other) : (other, clock);
            var sent = from.Tick(s_wall);
            Assert.Equal(MergeOutcome.Merged, to.Merge(sent, s_wall, out var received));
            Assert.True(received > sent);
            return received.Packed;
        });
    }

    [Fact]
    public async Task NoThreadIssuesAboveTheMark()
    {
        var store = new CountingStore();
        var clock = new ConcurrentLamportClock(mark: new HighWaterMark(store, block: 64));
        var times = await RunAsync(_ =>
        {
            var time = clock.Tick().Value;
            Assert.True(time <= store.Mark, $"{time} is above the mark");
            return time;
        });
        AssertDifferentAndRising(times);
        Assert.InRange(store.Saves, Threads * Events / 64 / 2, (Threads * Events / 64) + 1);
    }

    [Fact]
    public void RestartBeginsAtTheMark()
    {
        var store = new CountingStore();
        new ConcurrentHybridClock(TimeSpan.FromSeconds(1), new HighWaterMark(store, 10)).Tick(s_wall);
        var restarted = new ConcurrentHybridClock(TimeSpan.FromSeconds(1), new HighWaterMark(store, 10));
        Assert.Equal(store.Mark + 1, restarted.Tick(s_wall.AddDays(-1)).Packed);
    }

    [Fact]
    public async Task RefusedTimesAreCountedByAllThreads()
    {
        var clock = new ConcurrentLamportClock(jumpMax: 10);
        await RunAsync(_ =>
        {
            Assert.Equal(MergeOutcome.TooFarAhead, clock.Merge(new LamportTimestamp(11), out var time));
            return time.Value;
        });
        Assert.Equal(Threads * Events, clock.Refused);
        Assert.Equal(MergeOutcome.Merged, clock.Merge(new LamportTimestamp(10), out var last));
        Assert.Equal(11UL, last.Value);
        Assert.Equal(
            MergeOutcome.TooFarAhead,
            new ConcurrentHybridClock(TimeSpan.FromSeconds(1)).Merge(
                new HybridTimestamp(s_wall.ToUnixTimeMilliseconds() + 1001, 0), s_wall, out _));
    }

    [Fact]
    public async Task VectorTimesOfManyThreadsAreWholeAndInOneOrder()
    {
        var clock = new ConcurrentVectorClock(new VectorClock(new ReplicaId(0), members: 2));
        ulong[] seen = new ulong[Threads * Events + 1];
        await RunAsync(step =>
        {
            var time = new ulong[2];
            if (step % 2 == 0)
            {
                clock.Tick(time);
            }
            else
            {
                Assert.Equal(MergeOutcome.Merged, clock.Merge(new VectorTimestamp([0, (ulong)step]), time));
            }

            seen[time[0]] = time[1];
            return time[0];
        });
        Assert.Equal(0UL, clock.Refused);
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public void OperationsAllocateNothing()
    {
        var hybrid = new ConcurrentHybridClock(TimeSpan.FromSeconds(1));
        var lamport = new ConcurrentLamportClock();
        hybrid.Tick(s_wall);
        lamport.Tick();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 1000; step++)
        {
            hybrid.Merge(hybrid.Tick(s_wall), s_wall, out _);
            lamport.Merge(lamport.Tick(), out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static async Task<ulong[][]> RunAsync(Func<int, ulong> step)
    {
        using var start = new Barrier(Threads);
        return await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var times = new ulong[Events];
                start.SignalAndWait(TestContext.Current.CancellationToken);
                for (var index = 0; index < Events; index++)
                {
                    times[index] = step(index);
                }

                return times;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private static void AssertDifferentAndRising(ulong[][] times)
    {
        Assert.All(times, thread => Assert.True(
            thread.Zip(thread.Skip(1)).All(pair => pair.First < pair.Second), "time went back in a thread"));
        var all = times.SelectMany(thread => thread).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    private sealed class CountingStore : IHighWaterMarkStore
    {
        private ulong _mark;

        public ulong Mark => Volatile.Read(ref _mark);

        public int Saves { get; private set; }

        public ulong Load() => _mark;

        public void Save(ulong mark)
        {
            Saves++;
            Volatile.Write(ref _mark, mark);
        }
    }
}
