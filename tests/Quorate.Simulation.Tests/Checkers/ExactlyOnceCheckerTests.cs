namespace Quorate.Simulation.Tests;

public sealed class ExactlyOnceCheckerTests
{
    private readonly ViolationLog _violations = new();
    private readonly ExactlyOnceChecker _checker;
    private readonly Entry _last;

    public ExactlyOnceCheckerTests()
    {
        _checker = new ExactlyOnceChecker(2, 256, _violations);
        var register = Entries.Register(null, 1);
        var first = Entries.Normal(register, 1, Entries.Item(1, 1, [1]), Entries.Item(1, 2, [2]));
        var repeated = Entries.Normal(
            first, 1, Entries.Item(1, 2, [2]), Entries.Item(1, 4, [4]), Entries.Item(9, 1, [9]));
        _last = Entries.Normal(repeated, 1, Entries.Item(1, 3, [3]));
        _checker.Extend(register);
        _checker.Extend(first);
        _checker.Extend(repeated);
        _checker.Extend(_last);
    }

    [Fact]
    public void OnlyTheNextNumberOfAKnownSessionExecutes()
    {
        Apply(0, 2, 1);
        Apply(0, 2, 2);
        Apply(0, 4, 3);
        Assert.True(_violations.IsClean);
        Assert.Equal((4UL, 0), _checker.PositionOf(1, 3));
        Assert.Equal(default, _checker.PositionOf(1, 4));
        Assert.Equal(default, _checker.PositionOf(9, 1));
    }

    [Fact]
    public void ARepeatedExecutionIsFound()
    {
        Apply(0, 2, 1);
        Apply(0, 2, 2);
        Apply(0, 3, 2);
        AssertFound();
    }

    [Fact]
    public void AnExecutedGapIsFound()
    {
        Apply(0, 2, 1);
        Apply(0, 2, 2);
        Apply(0, 3, 4);
        AssertFound();
    }

    [Fact]
    public void AMissingExecutionIsFound()
    {
        Apply(0, 2, 1);
        Apply(0, 4, 3);
        AssertFound();
    }

    [Fact]
    public void AReplicaContinuesWhereItsCheckpointEnds()
    {
        _checker.ContinuesAfter(1, new OpNumber(3));
        Apply(1, 4, 3);
        Assert.True(_violations.IsClean);
        _checker.ContinuesAfter(1, new OpNumber(3));
        Apply(1, 2, 1);
        AssertFound();
    }

    private void Apply(int replica, ulong op, byte operation) =>
        _checker.Applied(
            replica,
            new OperationContext(new OpNumber(op), _last.Header.Timestamp, new SessionId(1)),
            [operation]);

    private void AssertFound() => Assert.Equal(ExactlyOnceChecker.Name, Assert.Single(_violations.Found).Checker);
}
