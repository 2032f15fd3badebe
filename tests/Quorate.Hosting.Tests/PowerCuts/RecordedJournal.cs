namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>A journal's files that note everything that is asked of them.</summary>
/// <param name="disk">The real files.</param>
/// <param name="trace">Where it is noted.</param>
/// <param name="forgetsFlushes">Whether flushes are claimed and not done: the mistake that must be found.</param>
internal sealed class RecordedJournal(IJournalMedium disk, DiskTrace trace, bool forgetsFlushes) : IJournalMedium
{
    public int SegmentBytes => disk.SegmentBytes;

    public int MetadataCopies => disk.MetadataCopies;

    public IReadOnlyList<ulong> Segments() => disk.Segments();

    public void CreateOrRecycle(ulong segment, ulong? recycled)
    {
        disk.CreateOrRecycle(segment, recycled);
        var bytes = disk.SegmentBytes;
        trace.Note(model =>
        {
            var file = recycled is { } old ? model.Segments[old] : new SectorFile(new byte[bytes]);
            model.Segments.Remove(recycled ?? 0);
            model.Segments.Add(segment, file);
        });
    }

    public void Delete(ulong segment)
    {
        disk.Delete(segment);
        trace.Note(model => model.Segments.Remove(segment));
    }

    public void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        trace.Note(model => model.Segments[segment].Write(offset, copy));
        disk.Write(segment, offset, bytes);
    }

    public int Read(ulong segment, int offset, Span<byte> destination) => disk.Read(segment, offset, destination);

    public void Flush()
    {
        disk.Flush();
        if (!forgetsFlushes)
        {
            trace.Note(model =>
            {
                foreach (var file in model.Segments.Values)
                {
                    file.Flush();
                }
            });
        }
    }

    public void WriteMetadata(int copy, ReadOnlySpan<byte> bytes)
    {
        var content = bytes.ToArray();
        trace.Note(model => model.Metadata[copy].Write(0, content));
        disk.WriteMetadata(copy, bytes);
    }

    public ReadOnlyMemory<byte> ReadMetadata(int copy) => disk.ReadMetadata(copy);

    public void FlushMetadata(int copy)
    {
        disk.FlushMetadata(copy);
        trace.Note(model => model.Metadata[copy].Flush());
    }
}
