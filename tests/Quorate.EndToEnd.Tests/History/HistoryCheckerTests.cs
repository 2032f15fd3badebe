namespace Quorate.EndToEnd.Tests.History;

/// <summary>The checker passes good histories and names what is wrong with each kind of bad one.</summary>
public sealed class HistoryCheckerTests
{
    [Fact]
    public void SerialHistoryIsGood() => Assert.Empty(HistoryChecker.Check(Good()));

    [Fact]
    public void UnknownOperationThatNeverExecutedIsGood() =>
        Assert.Empty(HistoryChecker.Check(With(Good(), Write("late", 90, 1, "a", 2, "late") with
        {
            Outcome = HistoryOutcome.Unknown,
            Returned = long.MaxValue,
        })));

    [Fact]
    public void AcknowledgedWriteBeyondTheEndIsLost() =>
        AssertFinds("is lost", With(Good(), Write("lost", 50, 60, "b", 0, "lost") with { Revision = 5 }));

    [Fact]
    public void AcknowledgedWriteThatTheStoreDoesNotShowIsLost()
    {
        var good = Good();
        var written = new Dictionary<long, IReadOnlyDictionary<string, string>>(good.Written)
        {
            [3] = new Dictionary<string, string> { ["a"] = "other" },
        };
        AssertFinds("is lost", good with { Written = written });
    }

    [Fact]
    public void WriteThatExecutedTwiceIsFound()
    {
        var good = Good();
        var written = new Dictionary<long, IReadOnlyDictionary<string, string>>(good.Written)
        {
            [5] = new Dictionary<string, string> { ["a"] = "a2" },
        };
        AssertFinds("executed twice, at revisions 3 and 5", good with { Written = written, LastRevision = 5 });
    }

    [Fact]
    public void UnknownWriteThatExecutedTwiceIsFound()
    {
        var good = Good();
        var written = new Dictionary<long, IReadOnlyDictionary<string, string>>(good.Written)
        {
            [5] = new Dictionary<string, string> { ["b"] = "b1" },
        };
        AssertFinds("executed twice, at revisions 4 and 5", good with { Written = written, LastRevision = 5 });
    }

    [Fact]
    public void RevisionThatNobodyAskedForIsFound()
    {
        var good = Good();
        var written = new Dictionary<long, IReadOnlyDictionary<string, string>>(good.Written)
        {
            [5] = new Dictionary<string, string> { ["z"] = "phantom" },
        };
        AssertFinds("no client asked for", good with { Written = written, LastRevision = 5 });
    }

    [Fact]
    public void RefusedWriteThatExecutedIsFound() =>
        AssertFinds("told that it wrote nothing", Replace(Good(), "unknown", operation => operation with
        {
            Outcome = HistoryOutcome.Refused,
        }));

    [Fact]
    public void TwoWritesAtOneRevisionAreFound() =>
        AssertFinds("both acknowledged", With(Good(), Write("twin", 21, 22, "b", 0, "twin") with { Revision = 3 }));

    [Fact]
    public void StaleReadIsFound() =>
        AssertFinds("real time is violated", With(Good(), Read("stale", 40, 50, 2, ("a", new Seen("a1", 2, 1)))));

    [Fact]
    public void WriteThatStandsBeforeOneThatHadReturnedIsFound()
    {
        var history = Replace(Good(), "second", operation => operation with { Invoked = 1, Returned = 2 });
        AssertFinds("real time is violated", history);
    }

    [Fact]
    public void UnknownWriteThatTookEffectBeforeItWasIssuedIsFound()
    {
        var history = With(Good(), Read("later", 200, 210, 4, ("b", new Seen("b1", 4, 1))));
        AssertFinds(
            "real time is violated", Replace(history, "unknown", operation => operation with { Invoked = 300 }));
    }

    [Fact]
    public void ReadOfAValueFromTheFutureIsFound() =>
        AssertFinds("replaying the history gives", With(Good(), Read("dirty", 1, 50, 2, ("a", new Seen("a2", 3, 2)))));

    [Fact]
    public void WrongPreviousValueIsFound() =>
        AssertFinds("replaying the history gives", Replace(Good(), "second", operation => operation with
        {
            Observed = new Dictionary<string, Seen?> { ["a"] = null },
        }));

    [Fact]
    public void WriteWhoseGuardFailsIsFound() =>
        AssertFinds("guards do not hold", Replace(Good(), "second", operation => operation with
        {
            Guards = new Dictionary<string, long> { ["a"] = 1 },
        }));

    [Fact]
    public void GuardThatShouldHaveHeldIsFound() =>
        AssertFinds("was told that its guards fail", With(Good(), Write("denied", 35, 36, "a", 3, "denied") with
        {
            Revision = 3,
            Succeeded = false,
            Reads = ["a"],
            Observed = new Dictionary<string, Seen?> { ["a"] = new Seen("a2", 3, 2) },
        }));

    [Fact]
    public void FinalStateThatDiffersIsFound()
    {
        var final = new Dictionary<string, Seen>(Good().Final) { ["b"] = new Seen("b1", 4, 2) };
        AssertFinds("The store ends with b", Good() with { Final = final });
    }

    [Fact]
    public void ReadBeyondTheEndIsFound() =>
        AssertFinds(
            "which the store does not have", With(Good(), Read("beyond", 40, 50, 9, ("a", new Seen("a2", 3, 2)))));

    private static RecordedHistory Good()
    {
        HistoryOperation[] operations =
        [
            Read("empty", 0, 1, 1, ("a", null)),
            Write("first", 10, 15, "a", 0, "a1") with { Revision = 2, Observed = Saw("a", null) },
            Write("second", 20, 30, "a", 2, "a2") with { Revision = 3, Observed = Saw("a", new Seen("a1", 2, 1)) },
            Write("failed", 20, 40, "a", 2, "a3") with
            {
                Revision = 3, Succeeded = false, Reads = ["a"], Observed = Saw("a", new Seen("a2", 3, 2)),
            },
            Write("unknown", 25, 0, "b", 0, "b1") with { Outcome = HistoryOutcome.Unknown, Returned = long.MaxValue },
            Read("read", 32, 45, 3, ("a", new Seen("a2", 3, 2))),
        ];
        var written = new Dictionary<long, IReadOnlyDictionary<string, string>>
        {
            [2] = new Dictionary<string, string> { ["a"] = "a1" },
            [3] = new Dictionary<string, string> { ["a"] = "a2" },
            [4] = new Dictionary<string, string> { ["b"] = "b1" },
        };
        var final = new Dictionary<string, Seen> { ["a"] = new("a2", 3, 2), ["b"] = new("b1", 4, 1) };
        return new RecordedHistory(1, 4, operations, written, final);
    }

    private static HistoryOperation Write(
        string name, long invoked, long returned, string key, long guard, string value) => new()
        {
            Name = name,
            Invoked = invoked,
            Returned = returned,
            Guards = new Dictionary<string, long> { [key] = guard },
            Writes = new Dictionary<string, string> { [key] = value },
            Succeeded = true,
        };

    private static HistoryOperation Read(
        string name, long invoked, long returned, long revision, (string Key, Seen? Value) seen) => new()
        {
            Name = name,
            Invoked = invoked,
            Returned = returned,
            Reads = [seen.Key],
            Revision = revision,
            Succeeded = true,
            Observed = Saw(seen.Key, seen.Value),
        };

    private static Dictionary<string, Seen?> Saw(string key, Seen? value) => new() { [key] = value };

    private static RecordedHistory With(RecordedHistory history, HistoryOperation operation) =>
        history with { Operations = [.. history.Operations, operation] };

    private static RecordedHistory Replace(
        RecordedHistory history, string name, Func<HistoryOperation, HistoryOperation> change) => history with
        {
            Operations = [.. history.Operations.Select(
                operation => operation.Name == name ? change(operation) : operation)],
        };

    private static void AssertFinds(string expected, RecordedHistory history) =>
        Assert.Contains(
            HistoryChecker.Check(history), violation => violation.Contains(expected, StringComparison.Ordinal));
}
