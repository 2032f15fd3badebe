namespace Quorate.Simulation.Tests;

public sealed class LogCheckerTests
{
    private readonly ViolationLog _violations = new();

    [Fact]
    public void EqualLogsAreClean()
    {
        var checker = new CommittedEntriesChecker(2, _violations);
        var first = Entries.Register(null, 1);
        var second = Entries.Normal(first, 1, Entries.Item(1, 1, [1]));
        checker.Committed(0, first);
        checker.Committed(0, second);
        checker.Committed(1, first);
        checker.Committed(1, second);
        checker.ContinuesAfter(1, OpNumber.Zero);
        checker.Committed(1, first);
        Assert.True(_violations.IsClean);
        Assert.Equal(new OpNumber(2), checker.Highest);
    }

    [Fact]
    public void TwoEntriesCommittedAtOneOpAreADivergence()
    {
        var checker = new CommittedEntriesChecker(2, _violations);
        checker.Committed(0, Entries.Normal(null, 1, Entries.Item(1, 1, [1])));
        checker.Committed(1, Entries.Normal(null, 2, Entries.Item(1, 1, [2])));
        AssertFound(CommittedEntriesChecker.Name, "diverge");
    }

    [Fact]
    public void ASkippedOpIsFound()
    {
        var checker = new CommittedEntriesChecker(1, _violations);
        var first = Entries.Register(null, 1);
        checker.Committed(0, Entries.Normal(first, 1));
        AssertFound(CommittedEntriesChecker.Name, "after op 0");
    }

    [Fact]
    public void ACommittedEntryThatDoesNotChainIsFound()
    {
        var checker = new CommittedEntriesChecker(1, _violations);
        checker.Committed(0, Entries.Register(null, 1));
        checker.Committed(0, Entries.Normal(Entries.Register(null, 9), 9));
        AssertFound(CommittedEntriesChecker.Name, "chain");
    }

    [Fact]
    public void AViewOrLogViewThatGoesBackIsFound()
    {
        var checker = new MonotoneViewChecker(1, _violations);
        checker.Stands(0, Status(4, 4));
        checker.Stands(0, Status(4, 3));
        AssertFound(MonotoneViewChecker.Name, "log-view 3");
    }

    [Fact]
    public void ALogViewForgottenOverARestartIsFound()
    {
        var checker = new MonotoneViewChecker(1, _violations);
        checker.Advertised(0, view: 5, logView: 4);
        checker.Restarted(0, Entries.State(5, 2));
        AssertFound(MonotoneViewChecker.Name, "restarts");
    }

    [Fact]
    public void AViewThatWasNeverAdvertisedMayBeForgotten()
    {
        var checker = new MonotoneViewChecker(1, _violations);
        checker.Stands(0, Status(9, 4));
        checker.Advertised(0, view: 4, logView: 4);
        checker.Restarted(0, Entries.State(4, 4));
        checker.Stands(0, Status(4, 4));
        Assert.True(_violations.IsClean);
    }

    [Fact]
    public void ASecondEntryForAnOpOfOneViewIsFound()
    {
        var checker = new PreparedEntriesChecker(3, _violations);
        checker.Prepared(1, Entries.Normal(null, 1, Entries.Item(1, 1, [1])));
        checker.Prepared(1, Entries.Normal(null, 1, Entries.Item(1, 1, [1])));
        Assert.True(_violations.IsClean);
        checker.Prepared(1, Entries.Normal(null, 1, Entries.Item(1, 1, [2])));
        AssertFound(PreparedEntriesChecker.Name, "second entry");
    }

    [Fact]
    public void AReplicaThatSpeaksAsPrimaryOfAnothersViewIsFound()
    {
        new PreparedEntriesChecker(3, _violations).SpeaksAsPrimary(0, view: 4);
        AssertFound(PreparedEntriesChecker.Name, "r1's");
    }

    [Fact]
    public void ACheckpointThatDiffersIsFound()
    {
        var checker = new CheckpointChecker(_violations);
        var reference = new CheckpointReference(new OpNumber(4), new Checksum(1), new AgreedTime(2), new Checksum(3));
        checker.Seen(0, reference, null);
        checker.Seen(1, reference, new Checksum(9));
        checker.Seen(2, reference, new Checksum(9));
        Assert.True(_violations.IsClean);
        checker.Seen(0, reference, new Checksum(8));
        AssertFound(CheckpointChecker.Name, "other bytes");
        checker.Seen(0, reference with { StateDigest = new Checksum(4) }, null);
        Assert.Equal(2, _violations.Found.Count);
    }

    private static CoreStatus Status(ulong view, ulong logView) => new(
        ReplicaStatus.Normal,
        new ViewNumber(view),
        new ViewNumber(logView),
        new ReplicaId(0),
        OpNumber.Zero,
        OpNumber.Zero,
        OpNumber.Zero);

    private void AssertFound(string checker, string text)
    {
        var found = Assert.Single(_violations.Found);
        Assert.Equal(checker, found.Checker);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }
}
