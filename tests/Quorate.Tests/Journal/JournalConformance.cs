namespace Quorate.Tests.Journals;

/// <summary>What the journal must do over any medium: the simulated and the real disk pass the same tests.</summary>
public abstract class JournalConformance
{
    private ulong _ticket;

    /// <summary>The same medium again, as after a restart of the process; the first call makes a blank one.</summary>
    protected abstract IJournalMedium Reopen(int segmentBytes);

    [Fact]
    public void ABlankMediumGivesAnEmptyJournalOfTheFirstIncarnation()
    {
        var opened = Open();
        Assert.Equal(new Incarnation(1), opened.Incarnation);
        Assert.Empty(opened.Recovered!.Log);
        Assert.Equal(new DurableState(), opened.Recovered.Durable);
        Assert.Null(opened.Recovered.Corruption);
        Assert.Equal(OpNumber.Zero, opened.Journal!.Head);
    }

    [Fact]
    public void FlushedEntriesAndMetadataAreThereAfterARestart()
    {
        var journal = Open().Journal!;
        var entries = TestEntries.Chain(1, 20, 1, default, 100);
        Append(journal, entries);
        var state = TestEntries.StateOf(3, 2, 20, 9);
        journal.SaveMetadata(Next(), state);
        Assert.Equal(new Ticket(_ticket), journal.Flush());
        var again = Open();
        AssertLog(entries, again.Recovered!.Log);
        Assert.Equal(state, again.Recovered.Durable);
        Assert.Equal(new Incarnation(2), again.Incarnation);
    }

    [Fact]
    public void ReplicaGoesOnWhereItStopped()
    {
        var entries = TestEntries.Chain(1, 60, 1, default, 700);
        for (var start = 0; start < entries.Count; start += 6)
        {
            var opened = Open();
            AssertLog(entries.Take(start), opened.Recovered!.Log);
            Append(opened.Journal!, entries.Skip(start).Take(6));
            opened.Journal!.Flush();
        }

        AssertLog(entries, Open().Recovered!.Log);
    }

    [Fact]
    public void TruncatedEntriesStayAway()
    {
        var journal = Open().Journal!;
        var entries = TestEntries.Chain(1, 10, 1, default, 50);
        Append(journal, entries);
        journal.Truncate(Next(), new OpNumber(4));
        var later = TestEntries.Chain(5, 3, 2, entries[3].Checksum, 60);
        Append(journal, later);
        journal.Flush();
        AssertLog(entries.Take(4).Concat(later), Open().Recovered!.Log);
    }

    [Fact]
    public void AnInstallReplacesTheSuffixAndTheMetadata()
    {
        var journal = Open().Journal!;
        var entries = TestEntries.Chain(1, 10, 1, default, 50);
        Append(journal, entries);
        var suffix = TestEntries.Chain(8, 30, 4, entries[6].Checksum, 900);
        var state = TestEntries.StateOf(5, 5);
        journal.InstallLog(Next(), new OpNumber(7), suffix, state);
        journal.Flush();
        var again = Open();
        AssertLog(entries.Take(7).Concat(suffix), again.Recovered!.Log);
        Assert.Equal(state, again.Recovered.Durable);
    }

    [Fact]
    public void AnInstallAfterACheckpointAheadReplacesTheWholeLog()
    {
        var journal = Open().Journal!;
        Append(journal, TestEntries.Chain(1, 10, 1, default, 50));
        var far = TestEntries.Chain(500, 4, 6, new Checksum(1), 50);
        var state = TestEntries.CoveredBy(far[0]);
        journal.InstallLog(Next(), far[0].Op, [.. far.Skip(1)], state);
        journal.Flush();
        var again = Open();
        AssertLog(far.Skip(1), again.Recovered!.Log);
        Assert.Equal(new OpNumber(503), again.Journal!.Head);
        Append(again.Journal, [TestEntries.Make(504, 6, far[^1].Checksum, 5)]);
    }

    // Found by simulation (n=3 seed 500124): the log went on after its own entry there, not after the committed one.
    [Theory]
    [InlineData(10)]
    [InlineData(6)]
    public void AnInstallAfterACheckpointLetsGoOfAnotherEntryAtItsOp(int op)
    {
        var journal = Open().Journal!;
        Append(journal, TestEntries.Chain(1, 10, 1, default, 50));
        var committed = TestEntries.Chain((ulong)op, 3, 6, new Checksum(1), 50);
        var state = TestEntries.CoveredBy(committed[0]);
        journal.InstallLog(Next(), committed[0].Op, [], state);
        Append(journal, committed.Skip(1));
        journal.Flush();
        var again = Open();
        Assert.Null(again.Recovered!.Corruption);
        AssertLog(committed.Skip(1), again.Recovered.Log);
        Assert.Null(again.Journal!.Read(new(1), committed[0].Op, int.MaxValue));
    }

    [Fact]
    public void EntriesAreReadBackUpToTheSizeAsked()
    {
        var journal = Open().Journal!;
        var entries = TestEntries.Chain(1, 40, 1, default, 1000);
        Append(journal, entries);
        AssertLog(entries.Skip(4).Take(6), journal.Read(new(5), new(10), int.MaxValue)!);
        AssertLog(entries.Skip(4).Take(3), journal.Read(new(5), new(10), entries[0].Encoded.Length * 5 / 2)!);
        AssertLog(entries.Skip(4).Take(1), journal.Read(new(5), new(10), 0)!);
        AssertLog(entries.Skip(38), journal.Read(new(39), new(100), int.MaxValue)!);
        Assert.Null(journal.Read(new(41), new(50), int.MaxValue));
    }

    [Fact]
    public void ReleasedSegmentsAreReused()
    {
        var opened = Open();
        var medium = Medium!;
        var parent = default(Checksum);
        var state = new DurableState();
        for (var round = 0UL; round < 30; round++)
        {
            var entries = TestEntries.Chain((round * 20) + 1, 20, 1, parent, 1000);
            parent = entries[^1].Checksum;
            Append(opened.Journal!, entries);
            state = TestEntries.CoveredBy(entries[14]);
            opened.Journal!.SaveMetadata(Next(), state);
            opened.Journal.Flush();
            opened.Journal.Release(entries[14].Op);
            opened.Journal.PrepareNextSegment();
            Assert.True(opened.Journal.First <= entries[14].Op.Next);
            Assert.InRange(medium.Segments().Count, 1, 5);
        }

        Assert.True(medium.Segments()[0] > 10);
        var again = Open();
        Assert.Equal(state, again.Recovered!.Durable);
        Assert.Equal(5, again.Recovered.Log.Count);
        Assert.Equal(new OpNumber(600), again.Journal!.Head);
    }

    [Fact]
    public void StampedEntriesOfSeveralSendersStandInTheOrderOfTheirArrival()
    {
        var journal = Open().Journal!;
        var first = TestEntries.Stamped(0, 1, 5, default, 900);
        Entry[] arrived =
        [
            TestEntries.Stamped(2, 1, 9, default, 900),
            first,
            TestEntries.Stamped(1, 8, 3, new Checksum(77), 900),
            TestEntries.Stamped(0, 2, 11, first.Checksum, 900),
        ];
        for (var index = 0UL; index < 60; index++)
        {
            journal.Append(Next(), new OpNumber(index + 1), arrived[index % 4]);
        }

        var state = new DurableState { LogBase = new(50), Checkpoint = new(new(9), new(1), new(2), new(3)) };
        journal.SaveMetadata(Next(), state);
        journal.Flush();
        journal.Release(new OpNumber(49));
        Assert.True(journal.First > new OpNumber(1) && journal.First <= new OpNumber(50));
        var again = Open();
        Assert.Equal(arrived[50 % 4].Checksum, again.Recovered!.Log[0].Checksum);
        Assert.Equal(10, again.Recovered.Log.Count);
        Assert.Equal(new OpNumber(60), again.Journal!.Head);
        Assert.Equal(arrived[2].Checksum, again.Journal.Read(new(59), new(59), 1)![0].Checksum);
        again.Journal.Append(Next(), new OpNumber(61), first);
        again.Journal.Flush();
        Assert.Equal(11, Open().Recovered!.Log.Count);
    }

    [Fact]
    public void ALogWithEverythingReleasedGoesOnAfterItsCheckpoint()
    {
        var journal = Open().Journal!;
        var entries = TestEntries.Chain(1, 40, 1, default, 1000);
        Append(journal, entries);
        journal.SaveMetadata(Next(), TestEntries.CoveredBy(entries[^1]));
        journal.Flush();
        journal.Release(new OpNumber(40));
        var again = Open();
        Assert.Empty(again.Recovered!.Log);
        Assert.Equal(new OpNumber(40), again.Journal!.Head);
        Append(again.Journal, [TestEntries.Make(41, 1, entries[^1].Checksum, 5)]);
        again.Journal.Flush();
        Assert.Single(Open().Recovered!.Log);
    }

    [Fact]
    public void AnotherClusterReplicaOrEpochIsRefused()
    {
        Open();
        var options = TestEntries.Options;
        Assert.Equal(JournalOpenError.WrongCluster, Refusal(options with { Cluster = new ClusterId(9) }));
        Assert.Equal(JournalOpenError.WrongReplica, Refusal(options with { Replica = new ReplicaId(2) }));
        Assert.Equal(JournalOpenError.None, Refusal(options with { Epoch = new Epoch(2) }));
        Assert.Equal(JournalOpenError.WrongEpoch, Refusal(options));
    }

    [Fact]
    public void AnIdleGroupIsSealedOnce()
    {
        var journal = Open().Journal!;
        Assert.False(journal.SealIfIdle());
        Append(journal, TestEntries.Chain(1, 2, 1, default, 10));
        Assert.False(journal.SealIfIdle());
        journal.Flush();
        Assert.True(journal.SealIfIdle());
        Assert.False(journal.SealIfIdle());
        Assert.Equal(2, Open().Recovered!.Log.Count);
    }

    protected IJournalMedium? Medium { get; private set; }

    protected static void AssertLog(IEnumerable<Entry> expected, IReadOnlyList<Entry> actual)
    {
        var wanted = expected.ToList();
        Assert.Equal(TestEntries.Text(wanted), TestEntries.Text(actual));
        for (var index = 0; index < wanted.Count; index++)
        {
            Assert.True(wanted[index].Encoded.Span.SequenceEqual(actual[index].Encoded.Span));
        }
    }

    protected JournalOpenResult Open()
    {
        Medium = Reopen(4 * Journal.PageBytes);
        _ticket = 0;
        var opened = Journal.Open(Medium, TestEntries.Options);
        Assert.Equal("", opened.Message);
        return opened;
    }

    private JournalOpenError Refusal(JournalOptions options) =>
        Journal.Open(Reopen(4 * Journal.PageBytes), options).Error;

    private Ticket Next() => new(++_ticket);

    private void Append(Journal journal, IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            journal.Append(Next(), entry);
        }
    }
}
