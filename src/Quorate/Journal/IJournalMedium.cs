namespace Quorate;

/// <summary>
/// What the journal needs from a disk: numbered segments of one size, and a few small metadata slots. Real files
/// implement it, and so does the simulated disk, so that the simulator runs the shipped journal. Used by one thread.
/// Every error of the environment is a <see cref="JournalFailedException"/>: the journal stops at the first one
/// (viewstamped.md 11.5).
/// </summary>
public interface IJournalMedium
{
    /// <summary>Bytes of every segment: a multiple of <see cref="Journal.PageBytes"/>, at least two pages.</summary>
    int SegmentBytes { get; }

    /// <summary>
    /// How many metadata slots there are: at least two, so that writing one never endangers the other.
    /// </summary>
    int MetadataCopies { get; }

    /// <summary>The numbers of the segments that exist, ascending.</summary>
    IReadOnlyList<ulong> Segments();

    /// <summary>
    /// Makes a segment whose blocks were all written before: overwriting written blocks flushes twice as fast as first
    /// writes. Durable when it returns. Its bytes may be anything, such as the records of the segment it was made from.
    /// </summary>
    /// <param name="segment">The number; no such segment exists.</param>
    /// <param name="recycled">An existing segment to rename, or null to write a new one.</param>
    void CreateOrRecycle(ulong segment, ulong? recycled);

    /// <summary>Deletes a segment. Need not be durable when it returns.</summary>
    void Delete(ulong segment);

    /// <summary>
    /// Writes whole pages. May reach the disk at any time, in any order and torn between sectors, until
    /// <see cref="Flush"/>.
    /// </summary>
    /// <param name="segment">An existing segment.</param>
    /// <param name="offset">A multiple of <see cref="Journal.PageBytes"/>.</param>
    /// <param name="bytes">Whole pages, within the segment.</param>
    void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads what was written last, flushed or not.</summary>
    /// <returns>Bytes read: fewer than asked for only at the segment's end.</returns>
    int Read(ulong segment, int offset, Span<byte> destination);

    /// <summary>Makes every <see cref="Write"/> before it durable.</summary>
    void Flush();

    /// <summary>
    /// Replaces the content of one metadata slot; not durable, and possibly torn, until <see cref="FlushMetadata"/>.
    /// </summary>
    void WriteMetadata(int copy, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// The content of a metadata slot, empty when it was never written; possibly followed by other bytes.
    /// </summary>
    ReadOnlyMemory<byte> ReadMetadata(int copy);

    /// <summary>Makes one metadata slot durable.</summary>
    void FlushMetadata(int copy);
}
