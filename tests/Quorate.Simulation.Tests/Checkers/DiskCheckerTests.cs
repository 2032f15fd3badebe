using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

public sealed class DiskCheckerTests
{
    private readonly ViolationLog _violations = new();
    private readonly DurableImage _image = new();
    private readonly Entry _first = Entries.Register(null, 1);
    private readonly Entry _second;
    private ulong _ticket;

    public DiskCheckerTests()
    {
        _second = Entries.Normal(_first, 1, Entries.Item(1, 1, [1]));
        Save(view: 1, logView: 1);
        Append(_first);
        Append(_second);
        _image.Flushed(_ticket);
    }

    [Fact]
    public void AnAcknowledgementOfDurableEntriesIsClean()
    {
        Release(Acknowledge(1, _second));
        Assert.True(_violations.IsClean);
    }

    [Fact]
    public void AnAcknowledgementBeforeTheFlushIsFound()
    {
        var third = Entries.Normal(_second, 1);
        Append(third);
        Release(Acknowledge(1, third));
        AssertFound(PromiseChecker.Name, "promises op 3");
    }

    [Fact]
    public void AnAcknowledgementOfAnotherEntryIsFound()
    {
        Release(Acknowledge(1, Entries.Normal(_first, 1)));
        AssertFound(PromiseChecker.Name, "promises op 2");
    }

    [Fact]
    public void AnAcknowledgementOfAViewThatIsNotDurableIsFound()
    {
        Save(view: 4, logView: 4);
        Release(Acknowledge(4, _second));
        AssertFound(PromiseChecker.Name, "of view 4");
    }

    [Fact]
    public void AnAcknowledgementThatLeavesAfterTheNextViewIsDurableIsFound()
    {
        Save(view: 2, logView: 1);
        _image.Flushed(_ticket);
        Release(Acknowledge(1, _second));
        AssertFound(PromiseChecker.Name, "of view 1");
    }

    [Fact]
    public void AnAcknowledgementToAReplicaThatIsNotPrimaryIsFound()
    {
        Checker().Released(0, new ReplicaId(2), Acknowledge(1, _second), _image);
        AssertFound(PreparedEntriesChecker.Name, "r2");
    }

    [Fact]
    public void AVoteThatLaterShrinksIsFound()
    {
        Save(view: 2, logView: 1);
        _image.Flushed(_ticket);
        var checker = Checker();
        checker.Released(0, new ReplicaId(2), Vote(2, _second), _image);
        checker.Released(0, new ReplicaId(2), Vote(2, _second), _image);
        Assert.True(_violations.IsClean);
        checker.Released(0, new ReplicaId(2), Vote(2, _first), _image);
        AssertFound(PromiseChecker.FrozenName, "view 2");
    }

    [Fact]
    public void ACommitWithoutAQuorumOfDisksIsFound()
    {
        var checker = new CommitQuorumChecker([_image, _image, new DurableImage()], _violations);
        checker.Committed(0, _second, new ViewNumber(1));
        Assert.True(_violations.IsClean);
        new CommitQuorumChecker([_image, new DurableImage(), new DurableImage()], _violations)
            .Committed(0, _second, new ViewNumber(1));
        AssertFound(CommitQuorumChecker.Name, "1 of 3");
    }

    [Fact]
    public void DisksOfAnOlderLogViewDoNotCountForACommit()
    {
        new CommitQuorumChecker([_image, _image, _image], _violations).Committed(0, _second, new ViewNumber(2));
        AssertFound(CommitQuorumChecker.Name, "0 of 3");
    }

    [Fact]
    public void ACommittedEntryThatADiskDropsIsFound()
    {
        var committed = new CommittedEntriesChecker(1, _violations);
        committed.Committed(0, _first);
        committed.Committed(0, _second);
        _image.Witness = new KeptEntriesChecker(committed, _violations);
        Install(1, [_second]);
        Assert.True(_violations.IsClean);
        Install(1, []);
        AssertFound(KeptEntriesChecker.Name, "op 2");
    }

    [Fact]
    public void ARecoveryOfWhatWasDurableOrUnderWayIsClean()
    {
        var third = Entries.Normal(_second, 1);
        Append(third);
        Recover(_first, _second);
        Recover(_first, _second, third);
        Assert.True(_violations.IsClean);
    }

    [Fact]
    public void ADurableEntryThatIsNotRecoveredIsFound()
    {
        Recover(_first);
        AssertFound(RecoveryChecker.Name, "entries 1 to 1");
    }

    [Fact]
    public void AnEntryThatCameBackToLifeIsFound()
    {
        Recover(_first, _second, Entries.Normal(_second, 1));
        AssertFound(RecoveryChecker.Name, "entries 1 to 3");
    }

    [Fact]
    public void ATornTailThatIsCalledCorruptIsFound()
    {
        new RecoveryChecker(_violations).Recovered(
            0, _image, new RecoveredState { Durable = _image.State, Log = [_first, _second], Corruption = "bad" });
        AssertFound(RecoveryChecker.Name, "mere crash");
    }

    [Fact]
    public void AMetadataWithoutTheLogItWasInstalledWithIsFound()
    {
        Order(PendingWriteKind.Install, 2, [Entries.Normal(_second, 2)], State(2, 2));
        new RecoveryChecker(_violations).Recovered(
            0, _image, new RecoveredState { Durable = State(2, 2), Log = [_first, _second] });
        AssertFound(RecoveryChecker.Name, "writes under way");
    }

    private static DurableState State(ulong view, ulong logView) => Entries.State(view, logView);

    private static PrepareOk Acknowledge(ulong view, Entry entry) => new()
    {
        View = new ViewNumber(view),
        Op = entry.Op,
        EntryChecksum = entry.Checksum,
        Round = RoundNumber.Zero,
        Checkpoint = OpNumber.Zero,
    };

    private static DoViewChange Vote(ulong view, Entry head) => new()
    {
        View = new ViewNumber(view),
        LogView = new ViewNumber(1),
        Op = head.Op,
        CommitNumber = OpNumber.Zero,
        Checkpoint = OpNumber.Zero,
        After = head.Op,
        AfterChecksum = head.Checksum,
        Suffix = [],
    };

    private PromiseChecker Checker() => new(
        3,
        new CommittedEntriesChecker(3, _violations),
        new MonotoneViewChecker(3, _violations),
        new PreparedEntriesChecker(3, _violations),
        _violations);

    private void Release(PrepareOk message) =>
        Checker().Released(0, new ReplicaId((byte)(message.View.Value % 3)), message, _image);

    private void Recover(params Entry[] log) => new RecoveryChecker(_violations)
        .Recovered(0, _image, new RecoveredState { Durable = _image.State, Log = log });

    private void Save(ulong view, ulong logView) =>
        _image.Order(new PendingWrite(PendingWriteKind.Metadata, ++_ticket, 0, null, [], State(view, logView)));

    private void Append(Entry entry) =>
        _image.Order(new PendingWrite(PendingWriteKind.Append, ++_ticket, entry.Op.Value - 1, entry, [], null));

    private void Install(ulong after, Entry[] suffix)
    {
        Order(PendingWriteKind.Install, after, suffix, State(1, 1));
        _image.Flushed(_ticket);
    }

    private void Order(PendingWriteKind kind, ulong after, Entry[] suffix, DurableState state) =>
        _image.Order(new PendingWrite(kind, ++_ticket, after, null, suffix, state));

    private void AssertFound(string checker, string text)
    {
        var found = Assert.Single(_violations.Found);
        Assert.Equal(checker, found.Checker);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }
}
