using Quorate.Tests.Journals;

namespace Quorate.Storage.Tests;

public sealed class FileJournalMediumTests : IDisposable
{
    private const int SegmentBytes = 4 * Journal.PageBytes;
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-medium-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void AFullDiskIsNamedAndStopsTheJournal()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, the disk that is always full");
        Write(1);
        var slot = Path.Combine(_directory, "metadata-1");
        File.Delete(slot);
        File.CreateSymbolicLink(slot, "/dev/full");
        using var medium = new FileJournalMedium(_directory, SegmentBytes);
        var failure = Assert.Throws<JournalFailedException>(() => Journal.Open(medium, TestEntries.Options));
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
        Assert.Contains(slot, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlushThatTheRuntimeWouldIgnoreStopsTheJournal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/null, which can be written but not flushed");
        Write(1);
        var slot = Path.Combine(_directory, "metadata-1");
        File.Delete(slot);
        File.CreateSymbolicLink(slot, "/dev/null");
        using var medium = new FileJournalMedium(_directory, SegmentBytes);
        var failure = Assert.Throws<JournalFailedException>(() => Journal.Open(medium, TestEntries.Options));
        Assert.Contains($"cannot flush {slot}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASegmentCutOffIsCorruption()
    {
        Write(1, 2, 3);
        var segment = Directory.GetFiles(_directory, "segment-*").Order(StringComparer.Ordinal).First();
        using (var file = new FileStream(segment, FileMode.Open))
        {
            file.SetLength(300);
        }

        using var medium = new FileJournalMedium(_directory, SegmentBytes);
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Contains("the segment is cut off", opened.Recovered!.Corruption, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnfinishedSegmentFileIsRemoved()
    {
        Write(1);
        var leftover = Path.Combine(_directory, "spare");
        File.WriteAllText(leftover, "x");
        using var medium = new FileJournalMedium(_directory, SegmentBytes);

        // The next one may be in the making already, under the same name.
        var spare = new FileInfo(leftover);
        Assert.NotEqual(1, spare.Exists ? spare.Length : 0);
        Assert.Single(medium.Segments());
    }

    [Fact]
    public void ANewSegmentIsMadeAheadOfNeed()
    {
        using var medium = new FileJournalMedium(_directory, SegmentBytes);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        Assert.True(journal.PrepareNextSegment());
        Assert.False(journal.PrepareNextSegment());
        var files = Directory.GetFiles(_directory, "segment-*");
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(SegmentBytes, new FileInfo(file).Length));
    }

    [Fact]
    public void SegmentsKeepTheSizeTheyWereMadeWith()
    {
        Write(1);
        using var medium = new FileJournalMedium(_directory, 2 * SegmentBytes);
        Assert.Equal(SegmentBytes, medium.SegmentBytes);
        Assert.Single(Journal.Open(medium, TestEntries.Options).Recovered!.Log);
    }

    private void Write(params ulong[] ops)
    {
        using var medium = new FileJournalMedium(_directory, SegmentBytes);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var parent = default(Checksum);
        foreach (var op in ops)
        {
            var entry = TestEntries.Make(op, 1, parent, 100);
            parent = entry.Checksum;
            journal.Append(new Ticket(op), entry);
            journal.Flush();
        }
    }
}
