using System.Buffers.Binary;
using Quorate.Simulation;

namespace Quorate.Tests.Journals;

/// <summary>
/// What was durable and is no longer readable is said to be corrupt, never dropped (viewstamped.md 11.1).
/// </summary>
public sealed class JournalDamageTests
{
    private const int SegmentBytes = 2 * Journal.PageBytes;
    private readonly List<Entry> _entries = TestEntries.Chain(1, 12, 1, default, 900);
    private readonly DurableState _state = TestEntries.StateOf(7, 6);

    [Fact]
    public void AnyDamagedByteOfACoveredRecordIsReportedAsCorruption()
    {
        var medium = Written(isSealed: true, out var end);
        foreach (var segment in medium.Segments())
        {
            for (var offset = 0; offset < SegmentBytes; offset++)
            {
                var image = medium.DurableImage();
                image.Damage(segment, offset, 0x20);
                CheckNothingIsLost(image, $"segment {segment} offset {offset} of {end}");
            }
        }
    }

    [Fact]
    public void TheLastGroupIsTornUntilItIsSealed()
    {
        var medium = Written(isSealed: false, out var end);
        medium.Damage(end.Segment, end.Offset - 1 - JournalRecord.HeadLength, 0xff);
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Null(opened.Recovered!.Corruption);
        Assert.Equal(TestEntries.Text(_entries.Take(11)), TestEntries.Text(opened.Recovered.Log));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ADamagedMetadataSlotIsRepairedFromTheOther(int copy)
    {
        for (var offset = 0; offset < JournalMetadata.EncodedLength; offset++)
        {
            var medium = Written(isSealed: true, out _);
            medium.DamageMetadata(copy, offset, 0x04);
            Assert.Equal(_state, Journal.Open(medium, TestEntries.Options).Recovered!.Durable);
            medium.DamageMetadata(1 - copy, offset, 0x04);
            var again = Journal.Open(medium, TestEntries.Options);
            Assert.Equal(_state, again.Recovered!.Durable);
            Assert.Equal(new Incarnation(3), again.Incarnation);
        }
    }

    [Fact]
    public void WithoutAnyValidMetadataTheReplicaRefusesToStart()
    {
        var medium = Written(isSealed: true, out _);
        medium.DamageMetadata(0, 3, 1);
        medium.DamageMetadata(1, 200, 1);
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Equal(JournalOpenError.NoValidMetadata, opened.Error);
        Assert.Null(opened.Journal);
    }

    [Fact]
    public void MetadataOfANewerVersionIsRefused()
    {
        var medium = Written(isSealed: true, out _);
        var found = JournalMetadata.TryRead(medium.ReadMetadata(0).Span)!;
        var newer = found with { Version = JournalMetadata.CurrentVersion + 1, Generation = 99 };
        var bytes = new byte[JournalMetadata.EncodedLength];
        newer.Write(bytes);
        medium.WriteMetadata(1, bytes);
        Assert.Equal(JournalOpenError.UnsupportedVersion, Journal.Open(medium, TestEntries.Options).Error);
    }

    [Fact]
    public void MetadataOfTheFirstVersionIsRefusedWithBothVersionsNamed()
    {
        const int FirstLength = 256;
        var medium = Written(isSealed: true, out _);
        var old = medium.ReadMetadata(0)[..FirstLength].ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(old.AsSpan(24), 1);
        BinaryPrimitives.WriteUInt128LittleEndian(old, Checksum.Of(old.AsSpan(16)).Value);
        medium.WriteMetadata(0, old);
        medium.WriteMetadata(1, old);
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Equal(JournalOpenError.UnsupportedVersion, opened.Error);
        Assert.Equal("the metadata has version 1, this program reads version 2", opened.Message);
    }

    [Fact]
    public void ARecordOfANewerVersionIsRefusedInsteadOfDropped()
    {
        const int VersionOffset = 89;
        var medium = Written(isSealed: true, out _);
        var page = new byte[Journal.PageBytes];
        medium.Read(1, 0, page);
        Assert.Equal(JournalRecord.CurrentVersion, page[VersionOffset]);
        page[VersionOffset] = 2;
        var seed = JournalRecord.SeedOf(TestEntries.Cluster, TestEntries.Options.Replica);
        var checksum = Checksum.Of(page.AsSpan(16, JournalRecord.HeadLength - 16), seed).Value;
        BinaryPrimitives.WriteUInt128LittleEndian(page, checksum);
        medium.Write(1, 0, page);
        Assert.Equal(JournalOpenError.UnsupportedVersion, Journal.Open(medium, TestEntries.Options).Error);
    }

    [Fact]
    public void ALostSegmentIsCorruption()
    {
        var medium = Written(isSealed: true, out _);
        foreach (var segment in medium.Segments())
        {
            var image = medium.DurableImage();
            image.Delete(segment);
            CheckNothingIsLost(image, $"without segment {segment}");
        }
    }

    [Fact]
    public void DamageBelowTheDurableCheckpointIsIrrelevant()
    {
        const int Covered = 7;
        var covered = TestEntries.CoveredBy(_entries[Covered - 1]);
        var medium = Written(isSealed: false, covered, out _);
        var end = Find(medium, _entries[Covered]);
        foreach (var segment in medium.Segments().Where(segment => segment <= end.Segment))
        {
            for (var offset = 0; offset < (segment < end.Segment ? SegmentBytes : end.Offset); offset += 5)
            {
                var image = medium.DurableImage();
                image.Damage(segment, offset, 0x20);
                var opened = Journal.Open(image, TestEntries.Options);
                Assert.True(
                    opened.Recovered!.Corruption is null, $"{segment} {offset}: {opened.Recovered.Corruption}");
                Assert.Equal(TestEntries.Text(_entries.Skip(Covered)), TestEntries.Text(opened.Recovered.Log));
                Assert.Equal(covered, opened.Recovered.Durable);
            }
        }

        medium.Damage(end.Segment, end.Offset, 1);
        Assert.NotNull(Journal.Open(medium, TestEntries.Options).Recovered!.Corruption);
    }

    [Fact]
    public void AWriteThatNeverReachedTheDiskIsCorruptionOnceCovered()
    {
        var medium = Written(isSealed: true, out _);
        var zeros = new byte[Journal.PageBytes];
        medium.Write(medium.Segments()[0], Journal.PageBytes, zeros);
        medium.Flush();
        CheckNothingIsLost(medium, "a page of zeros");
    }

    [Fact]
    public void ACorruptJournalRefusesToBeWritten()
    {
        var medium = Written(isSealed: true, out _);
        medium.Damage(1, 300, 1);
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Contains("segment 1", opened.Recovered!.Corruption, StringComparison.Ordinal);
        Assert.Equal(new Incarnation(2), opened.Incarnation);
        var next = TestEntries.Make(opened.Journal!.Head.Value + 1, 1, default, 1);
        Assert.Throws<JournalFailedException>(() => opened.Journal.Append(new Ticket(1), next));
        Assert.NotNull(Journal.Open(medium, TestEntries.Options).Recovered!.Corruption);
    }

    private void CheckNothingIsLost(SimulatedJournalMedium medium, string what)
    {
        var opened = Journal.Open(medium, TestEntries.Options);
        Assert.Equal(JournalOpenError.None, opened.Error);
        if (opened.Recovered!.Corruption is null)
        {
            Assert.True(opened.Recovered.Log.Count == _entries.Count, $"{what}: {opened.Recovered.Log.Count} entries");
            Assert.Equal(TestEntries.Text(_entries), TestEntries.Text(opened.Recovered.Log));
            Assert.Equal(_state, opened.Recovered.Durable);
        }
    }

    private static (ulong Segment, int Offset) Find(SimulatedJournalMedium medium, Entry entry)
    {
        var bytes = new byte[SegmentBytes];
        foreach (var segment in medium.Segments())
        {
            medium.Read(segment, 0, bytes);
            if (bytes.AsSpan().IndexOf(entry.Encoded.Span) is var place and >= 0)
            {
                return (segment, place - JournalRecord.HeadLength);
            }
        }

        Assert.Fail("the entry is nowhere in the journal");
        return default;
    }

    private SimulatedJournalMedium Written(bool isSealed, out (ulong Segment, int Offset) end) =>
        Written(isSealed, null, out end);

    private SimulatedJournalMedium Written(
        bool isSealed, DurableState? last, out (ulong Segment, int Offset) end)
    {
        var medium = new SimulatedJournalMedium(SegmentBytes);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var ticket = Ticket.Zero;
        journal.SaveMetadata(ticket = ticket.Next, _state);
        foreach (var entry in _entries)
        {
            journal.Append(ticket = ticket.Next, entry);
            journal.Flush();
        }

        if (last is not null)
        {
            journal.SaveMetadata(ticket.Next, last);
            journal.Flush();
        }

        end = (medium.Segments()[^1], journal.Tail.Offset(SegmentBytes));
        Assert.True(!isSealed || journal.SealIfIdle());
        return medium;
    }
}
