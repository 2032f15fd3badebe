using Quorate.Simulation;

namespace Quorate.Tests.Journals;

/// <summary>
/// Records that a crash left behind, whole and in exactly the place where the log later goes on, stay dead
/// (viewstamped.md A7). The place is the start of the second segment: the first life's records there survive a power
/// cut although the record that closes the first segment does not; the second life's record there is lost although
/// its closing record survives.
/// </summary>
public sealed class JournalLineageTests
{
    private const int SegmentBytes = 2 * Journal.PageBytes;
    private readonly List<Entry> _entries = TestEntries.Chain(1, 7, 1, default, 900);
    private readonly DurableState _state = TestEntries.StateOf(2, 1, 3);

    public static TheoryData<string> Stale => ["metadata", "entry", "truncation", "install"];

    [Theory]
    [MemberData(nameof(Stale))]
    public void AStaleRecordWhereTheLogGoesOnStaysDead(string stale)
    {
        var firstLife = new SimulatedJournalMedium(SegmentBytes);
        var journal = Journal.Open(firstLife, TestEntries.Options).Journal!;
        FillFirstSegment(journal);
        WriteInto(journal, stale);
        Assert.Equal(2UL, journal.Tail.Segment(SegmentBytes));
        var image = Cut(journal, firstLife, keep: 2);

        var secondLife = Journal.Open(image, TestEntries.Options);
        Assert.Equal(TestEntries.Text(_entries.Take(6)), TestEntries.Text(secondLife.Recovered!.Log));
        secondLife.Journal!.Append(new Ticket(1), _entries[6]);
        Assert.Equal(2UL, secondLife.Journal.Tail.Segment(SegmentBytes));
        image = Cut(secondLife.Journal, image, keep: 1);

        var thirdLife = Journal.Open(image, TestEntries.Options);
        Assert.Null(thirdLife.Recovered!.Corruption);
        Assert.Equal(TestEntries.Text(_entries.Take(6)), TestEntries.Text(thirdLife.Recovered.Log));
        Assert.Equal(_state, thirdLife.Recovered.Durable);
    }

    [Fact]
    public void ASegmentMadeFromAnOldOneBringsNothingBack()
    {
        var medium = new SimulatedJournalMedium(SegmentBytes);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var ticket = Ticket.Zero;
        var entries = TestEntries.Chain(1, 30, 1, default, 900);
        foreach (var entry in entries)
        {
            journal.Append(ticket = ticket.Next, entry);
        }

        var state = TestEntries.CoveredBy(entries[^1]);
        journal.SaveMetadata(ticket = ticket.Next, state);
        journal.Flush();
        journal.Release(entries[^1].Op);
        Assert.True(journal.PrepareNextSegment());
        Assert.True(medium.Segments()[0] > 1);
        var again = Journal.Open(medium, TestEntries.Options);
        Assert.Empty(again.Recovered!.Log);
        Assert.Null(again.Recovered.Corruption);
        Assert.Equal(entries[^1].Op, again.Journal!.Head);
    }

    // Six entries and a state, flushed; the rest of the segment takes a seal, but no seventh entry.
    private void FillFirstSegment(Journal journal)
    {
        var ticket = Ticket.Zero;
        journal.SaveMetadata(ticket = ticket.Next, _state);
        foreach (var entry in _entries.Take(6))
        {
            journal.Append(ticket = ticket.Next, entry);
        }

        journal.Flush();
        Assert.Equal(1UL, journal.Tail.Segment(SegmentBytes));
    }

    private void WriteInto(Journal journal, string stale)
    {
        var ticket = new Ticket(100);
        var later = TestEntries.StateOf(9, 9);
        while (stale != "entry" && journal.Tail.Segment(SegmentBytes) == 1)
        {
            ticket = ticket.Next;
            Write(journal, ticket, stale, later);
        }

        if (stale == "entry")
        {
            journal.Append(ticket, _entries[6]);
        }
    }

    private static void Write(Journal journal, Ticket ticket, string stale, DurableState later)
    {
        switch (stale)
        {
            case "metadata":
                journal.SaveMetadata(ticket, later);
                break;
            case "truncation":
                journal.Truncate(ticket, new OpNumber(3));
                break;
            default:
                journal.InstallLog(ticket, new OpNumber(4), [], later);
                break;
        }
    }

    // A power cut that keeps, of what was not flushed, only what went into one segment.
    private static SimulatedJournalMedium Cut(Journal journal, SimulatedJournalMedium medium, ulong keep)
    {
        Assert.NotNull(journal.Read(new OpNumber(1), new OpNumber(1), 1));
        var image = medium.DurableImage();
        var bytes = new byte[SegmentBytes];
        medium.Read(keep, 0, bytes);
        image.Write(keep, 0, bytes);
        image.Flush();
        return image;
    }
}
