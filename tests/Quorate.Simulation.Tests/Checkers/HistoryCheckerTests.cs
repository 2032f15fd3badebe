using System.Runtime.InteropServices;

namespace Quorate.Simulation.Tests;

public sealed class HistoryCheckerTests
{
    private readonly ViolationLog _violations = new();
    private readonly History _history = new();
    private readonly CommittedEntriesChecker _committed;
    private readonly ExactlyOnceChecker _reference;
    private Entry _head;

    public HistoryCheckerTests()
    {
        _committed = new CommittedEntriesChecker(1, _violations);
        _reference = new ExactlyOnceChecker(1, 256, _violations);
        _head = Entries.Register(null, 1);
        Commit(_head);
    }

    [Fact]
    public void RepliesThatTheLogGivesAreClean()
    {
        var add5 = Add(5);
        var add7 = Add(7);
        Order(1, add5);
        _history.Answer(add5, Reply(5), new OpNumber(2));
        var read = Read();
        Order(2, add7);
        _history.Answer(read, Reply(5, 0, 0), new OpNumber(2));
        Judge();
        Assert.True(_violations.IsClean);
        Assert.Equal(1, _history.Acknowledged);
        Assert.Equal(1, _history.ReadsAnswered);
    }

    [Fact]
    public void AWrongReplyIsFound()
    {
        var add5 = Add(5);
        Order(1, add5);
        _history.Answer(add5, Reply(10), new OpNumber(2));
        AssertFound(HistoryChecker.SerialisabilityName, "was answered");
    }

    [Fact]
    public void AStaleReadIsFound()
    {
        var add5 = Add(5);
        Order(1, add5);
        _history.Answer(add5, Reply(5), new OpNumber(2));
        _history.Answer(Read(), Reply(0, 0, 0), new OpNumber(1));
        AssertFound(HistoryChecker.SerialisabilityName, "had ended when it began");
    }

    [Fact]
    public void AReadOfAStateThatNeverWasIsFound()
    {
        Order(1, Add(5));
        _history.Answer(Read(), Reply(6, 0, 0), new OpNumber(2));
        AssertFound(HistoryChecker.SerialisabilityName, "the log gives");
    }

    [Fact]
    public void AReadOfAnOpThatNobodyCommittedIsFound()
    {
        _history.Answer(Read(), Reply(0, 0, 0), new OpNumber(9));
        AssertFound(HistoryChecker.SerialisabilityName, "nobody committed");
    }

    [Fact]
    public void AnOrderAgainstRealTimeIsFound()
    {
        var add5 = Add(5);
        _history.Answer(add5, Reply(12), new OpNumber(3));
        var add7 = Add(7);
        Order(1, add7);
        Order(2, add5);
        AssertFound(HistoryChecker.SerialisabilityName, "had ended when it began");
    }

    [Fact]
    public void ALostAcknowledgedOperationIsFound()
    {
        _history.Answer(Add(5), Reply(5), new OpNumber(2));
        AssertFound(HistoryChecker.AcknowledgedName, "lost");
    }

    [Fact]
    public void AnOperationExecutedTwiceUnderTwoNumbersIsFound()
    {
        var add5 = Add(5);
        Order(1, add5);
        Order(2, add5);
        AssertFound(HistoryChecker.AcknowledgedName, "second time");
    }

    [Fact]
    public void ARefusedOperationThatExecutesIsFound()
    {
        var add5 = Add(5);
        _history.Refuse(add5);
        Order(1, add5);
        AssertFound(HistoryChecker.AcknowledgedName, "refused for good");
    }

    [Fact]
    public void AnUnknownOutcomeMayExecuteMuchLaterOrNever()
    {
        var add5 = Add(5);
        Add(6);
        var add7 = Add(7);
        Order(1, add7);
        _history.Answer(add7, Reply(7), new OpNumber(2));
        Order(2, add5);
        Judge();
        Assert.True(_violations.IsClean);
    }

    private static byte[] Reply(params ulong[] words) => MemoryMarshal.AsBytes(words.AsSpan()).ToArray();

    private RecordedCall Add(ulong amount) =>
        _history.Invoke(false, RegisterOperation.Encode(RegisterOperation.Increment, 0, amount), 0, 0);

    private RecordedCall Read() => _history.Invoke(true, RegisterOperation.Encode(RegisterOperation.Query, 0, 0), 0, 0);

    private void Order(ulong number, RecordedCall call)
    {
        _head = Entries.Normal(_head, 1, Entries.Item(1, number, call.Operation.ToArray()));
        Commit(_head);
    }

    private void Commit(Entry entry)
    {
        _committed.Committed(0, entry);
        _reference.Extend(entry);
    }

    private void Judge() =>
        new HistoryChecker(_history, _committed, _reference, _violations).Judge(new AppendIncrementMachine());

    private void AssertFound(string checker, string text)
    {
        Judge();
        var found = Assert.Single(_violations.Found);
        Assert.Equal(checker, found.Checker);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }
}
