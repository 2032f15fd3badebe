namespace Quorate.Broadcast.Tests;

/// <summary>
/// What the times of an execution must be; each returns what is wrong, or null. None of them uses a clock's own rules.
/// </summary>
internal static class ScalarProperties
{
    /// <summary>The clock condition: a happened before b implies C(a) less than C(b).</summary>
    public static string? ClockCondition(Execution execution, ulong[] times) => First(
        execution.Pairs().Where(pair => execution.HappenedBefore(pair.A, pair.B) && times[pair.A] >= times[pair.B]),
        pair => $"{pair.A} happened before {pair.B}, but {times[pair.A]} is not below {times[pair.B]}");

    /// <summary>A Lamport clock counts the longest chain of events that leads to the event, and nothing else.</summary>
    public static string? CountsTheLongestChain(Execution execution, ulong[] times)
    {
        var longest = new ulong[times.Length];
        for (var b = 0; b < longest.Length; b++)
        {
            longest[b] = 1 + execution.PastAndSelf(b).Where(a => a != b).Select(a => longest[a]).Prepend(0UL).Max();
        }

        return First(
            Enumerable.Range(0, times.Length).Where(index => times[index] != longest[index]),
            index => $"{index} has time {times[index]}, its longest chain {longest[index]} events");
    }

    /// <summary>l is at least the wall clock of the event itself.</summary>
    public static string? NotBehindTheWall(Execution execution, ulong[] times) => First(
        Indexes(execution).Where(index => Milliseconds(times[index]) < execution.Events[index].WallMilliseconds),
        index => $"{index} is behind its own wall clock");

    /// <summary>l is the highest wall clock in the event's past, so that it is ahead by the skew at most.</summary>
    public static string? DriftIsBoundedBySkew(Execution execution, ulong[] times) => First(
        Indexes(execution).Where(index =>
            Milliseconds(times[index]) - execution.Events[index].WallMilliseconds > execution.Skew),
        index => $"{index} is {Milliseconds(times[index]) - execution.Events[index].WallMilliseconds} ms ahead of its "
            + $"wall clock; the skew is {execution.Skew} ms");

    /// <summary>c is at most the number of events in the past with the same l (Kulkarni et al., theorem 4).</summary>
    public static string? CounterIsBounded(Execution execution, ulong[] times) => First(
        Indexes(execution).Where(index => (times[index] & 0xFFFF) > (ulong)execution.PastAndSelf(index)
            .Count(a => a != index && Milliseconds(times[a]) == Milliseconds(times[index]))),
        index => $"{index} has counter {times[index] & 0xFFFF}, more than the events of that millisecond before it");

    /// <summary>Equal to the paper's rules, one by one.</summary>
    public static string? EqualsThePaper(Execution execution, ulong[] times)
    {
        var paper = ScalarClocks.Run(execution, () => new PaperHybridClock());
        return First(
            Indexes(execution).Where(index => paper[index] != times[index]),
            index => $"{index} has {times[index]:x}, by the paper {paper[index]:x}");
    }

    private static long Milliseconds(ulong packed) => (long)(packed >> 16);

    private static IEnumerable<int> Indexes(Execution execution) => Enumerable.Range(0, execution.Events.Count);

    private static string? First<T>(IEnumerable<T> wrong, Func<T, string> say) =>
        wrong.Take(1).Select(say).FirstOrDefault();
}
