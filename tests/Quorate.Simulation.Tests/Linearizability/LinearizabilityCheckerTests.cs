using Operation = Quorate.Simulation.TimedOperation<Quorate.Simulation.Tests.Linearizability.RegisterAction, int>;

namespace Quorate.Simulation.Tests.Linearizability;

/// <summary>
/// The Wing–Gong–Lowe search: against an exhaustive search of another kind, on known histories, within its bounds.
/// </summary>
public sealed class LinearizabilityCheckerTests
{
    private static readonly RegisterModel s_model = new();

    [Fact]
    public void ReadOfAValueThatWasOverwrittenBeforeItBeganIsRejected()
    {
        Operation[] history =
        [
            new(0, 1, Write(1), 0), new(2, 3, Write(2), 0), new(4, 5, Read, 1),
        ];

        var result = LinearizabilityChecker.Check(s_model, history);

        Assert.Equal(LinearizabilityVerdict.NotLinearizable, result.Verdict);
        Assert.Equal([0, 1], result.LastOrdered);
        Assert.Equal([2], result.Stuck);
    }

    [Fact]
    public void ReadsThatSeeAConcurrentWriteAndThenItsPredecessorAreRejected()
    {
        Operation[] history =
        [
            new(0, 9, Write(1), 0), new(1, 2, Read, 1), new(3, 4, Read, 0),
        ];

        Assert.Equal(LinearizabilityVerdict.NotLinearizable, LinearizabilityChecker.Check(s_model, history).Verdict);
    }

    [Fact]
    public void ConcurrentOperationsMayTakeEffectInAnyOrder()
    {
        Operation[] history =
        [
            new(0, 9, Write(1), 0), new(1, 8, Write(2), 0), new(2, 3, Read, 2), new(4, 5, Read, 1),
        ];

        Assert.Equal(LinearizabilityVerdict.Linearizable, LinearizabilityChecker.Check(s_model, history).Verdict);
    }

    [Fact]
    public void OperationsThatMeetAtOneStampAreConcurrent()
    {
        Operation[] history = [new(0, 5, Write(1), 0), new(5, 6, Read, 0)];

        Assert.Equal(LinearizabilityVerdict.Linearizable, LinearizabilityChecker.Check(s_model, history).Verdict);
    }

    [Theory]
    [InlineData(0, LinearizabilityVerdict.Linearizable)]
    [InlineData(1, LinearizabilityVerdict.Linearizable)]
    [InlineData(2, LinearizabilityVerdict.NotLinearizable)]
    public void UnknownOutcomeMayHaveHappenedOrNot(int seen, LinearizabilityVerdict verdict)
    {
        Operation[] history = [new(0, Operation.Never, Write(1), 0), new(5, 6, Read, seen)];

        Assert.Equal(verdict, LinearizabilityChecker.Check(s_model, history).Verdict);
    }

    [Fact]
    public void UnknownOutcomeDoesNotHappenTwice()
    {
        Operation[] history =
        [
            new(0, Operation.Never, Write(1), 0), new(1, 2, Read, 1), new(3, 4, Write(0), 0), new(5, 6, Read, 1),
        ];

        Assert.Equal(LinearizabilityVerdict.NotLinearizable, LinearizabilityChecker.Check(s_model, history).Verdict);
    }

    [Fact]
    public void EndedBudgetIsNotAPass()
    {
        Operation[] history = [new(0, 1, Write(1), 0), new(2, 3, Read, 1)];

        var result = LinearizabilityChecker.Check(s_model, history, budget: 1);

        Assert.Equal(LinearizabilityVerdict.Unknown, result.Verdict);
    }

    [Fact]
    public void OperationThatEndsBeforeItBeginsIsRefused()
    {
        Operation[] history = [new(3, 2, Read, 0)];

        Assert.Throws<ArgumentException>(() => LinearizabilityChecker.Check(s_model, history));
    }

    [Fact]
    public void VerdictsEqualThoseOfAnExhaustiveSearch()
    {
        var rejected = 0;
        for (var seed = 1UL; seed <= 3000; seed++)
        {
            var random = new Prng(seed);
            var history = RandomHistory.Draw(random, random.Below(7) + 1, 4, 1, 3, 0.15);
            for (var lies = random.Below(3); lies > 0; lies--)
            {
                var index = random.Below(history.Count);
                history[index] = history[index] with { Output = random.Below(3) };
            }

            var expected = ExhaustiveOrder.Exists(history);
            var verdict = LinearizabilityChecker.Check(s_model, history).Verdict;

            Assert.True(
                verdict == (expected ? LinearizabilityVerdict.Linearizable : LinearizabilityVerdict.NotLinearizable),
                $"seed {seed}: {verdict}, {string.Join("; ", history)}");
            rejected += expected ? 0 : 1;
        }

        Assert.InRange(rejected, 300, 2700);
    }

    [Fact]
    public void HundredThousandOperationsWithTenUnderWayAreJudgedWithinTheBudget()
    {
        var history = RandomHistory.Draw(new Prng(7), 100_000, 10, 1, 50, 0);

        var result = LinearizabilityChecker.Check(s_model, history);

        Assert.Equal(LinearizabilityVerdict.Linearizable, result.Verdict);
        Assert.Equal(100_000, result.LongestPrefix);
    }

    [Fact]
    public void OneWrongAnswerAmongManyIsFoundInItsPart()
    {
        var history = RandomHistory.Draw(new Prng(8), 20_000, 10, 16, 50, 0.001);
        var last = history.FindLastIndex(
            operation => operation is { IsOpen: false, Input.Verb: RegisterVerb.Read });
        history[last] = history[last] with { Output = 99 };

        var result = LinearizabilityChecker.Check(s_model, history, action => action.Key);

        Assert.Equal(LinearizabilityVerdict.NotLinearizable, result.Verdict);
        Assert.Contains(last, result.Stuck);
    }

    private static RegisterAction Read => new(0, RegisterVerb.Read);

    private static RegisterAction Write(int value) => new(0, RegisterVerb.Write, value);
}
