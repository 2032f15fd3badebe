namespace Quorate.Hosting.Tests;

/// <summary>A journal's disk that is full from the moment a test says so.</summary>
internal sealed class FailingMedium(IJournalMedium disk) : IJournalMedium
{
    private volatile bool _isFull;

    public int SegmentBytes => disk.SegmentBytes;

    public int MetadataCopies => disk.MetadataCopies;

    public void BecomeFull() => _isFull = true;

    public IReadOnlyList<ulong> Segments() => disk.Segments();

    public void CreateOrRecycle(ulong segment, ulong? recycled) => disk.CreateOrRecycle(segment, recycled);

    public void Delete(ulong segment) => disk.Delete(segment);

    public void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes)
    {
        if (_isFull)
        {
            throw new JournalFailedException("cannot write the journal: the disk is full");
        }

        disk.Write(segment, offset, bytes);
    }

    public int Read(ulong segment, int offset, Span<byte> destination) => disk.Read(segment, offset, destination);

    public void Flush() => disk.Flush();

    public void WriteMetadata(int copy, ReadOnlySpan<byte> bytes) => disk.WriteMetadata(copy, bytes);

    public ReadOnlyMemory<byte> ReadMetadata(int copy) => disk.ReadMetadata(copy);

    public void FlushMetadata(int copy) => disk.FlushMetadata(copy);
}
