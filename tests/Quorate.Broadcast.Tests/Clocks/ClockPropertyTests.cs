using FsCheck;
using FsCheck.Fluent;

namespace Quorate.Broadcast.Tests;

/// <summary>The clock conditions over random executions of two to five processes (clocks.md L3, V2, H3).</summary>
public sealed class ClockPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(240);

    [Fact]
    public void LamportTimesRespectHappenedBefore() =>
        Check(execution => ScalarProperties.ClockCondition(execution, Lamport(execution)));

    [Fact]
    public void LamportTimesCountTheLongestChain() =>
        Check(execution => ScalarProperties.CountsTheLongestChain(execution, Lamport(execution)));

    [Fact]
    public void HybridTimesRespectHappenedBefore() =>
        Check(execution => ScalarProperties.ClockCondition(execution, Hybrid(execution)));

    [Fact]
    public void HybridTimesAreNeverBehindTheWallClock() =>
        Check(execution => ScalarProperties.NotBehindTheWall(execution, Hybrid(execution)));

    [Fact]
    public void HybridTimesAreAheadOfTheWallClockByTheSkewAtMost() =>
        Check(execution => ScalarProperties.DriftIsBoundedBySkew(execution, Hybrid(execution)));

    [Fact]
    public void HybridCountersAreBoundedByTheEventsOfTheirMillisecond() =>
        Check(execution => ScalarProperties.CounterIsBounded(execution, Hybrid(execution)));

    [Fact]
    public void HybridTimesEqualThePapersRules() =>
        Check(execution => ScalarProperties.EqualsThePaper(execution, Hybrid(execution)));

    [Fact]
    public void VectorTimesTellExactlyWhatHappenedBeforeWhat() =>
        Check(execution => VectorClocks.TellsHappenedBefore(execution, Vectors(execution)));

    [Fact]
    public void VectorTimesCountTheEventsOfThePast() =>
        Check(execution => VectorClocks.CountsThePast(execution, Vectors(execution)));

    [Fact]
    public void ExecutionsAreWorthChecking()
    {
        var executions = Enumerable.Range(1, 100).Select(seed => Execution.Random((ulong)seed)).ToList();
        Assert.True(executions.Sum(execution => execution.Events.Count(e => e.Received >= 0)) > 500);
        Assert.Contains(executions, execution => execution.Processes == 5);
        var pairs = executions.SelectMany(e => e.Pairs().Select(pair => e.HappenedBefore(pair.A, pair.B))).ToList();
        var related = pairs.Count(before => before) / (double)pairs.Count;
        Assert.InRange(related, 0.2, 0.48);
    }

    private static ulong[] Lamport(Execution execution) => ScalarClocks.Run(execution, ScalarClocks.Lamport);

    private static ulong[] Hybrid(Execution execution) =>
        ScalarClocks.Run(execution, () => ScalarClocks.Hybrid(TimeSpan.FromMilliseconds(Math.Max(1, execution.Skew))));

    private static ulong[][] Vectors(Execution execution) => VectorClocks.Run(execution, VectorClocks.Shipped);

    private static void Check(Func<Execution, string?> violation) => Prop.ForAll<byte[]>(bytes =>
    {
        var execution = Execution.Of(bytes);
        var wrong = violation(execution);
        return (wrong is null).Label($"{wrong} in {execution}");
    }).Check(s_config);
}
