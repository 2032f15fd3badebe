namespace Quorate.Simulation.Tests;

/// <summary>
/// Replays a stale lineage (viewstamped.md A7): where the log of the journal ends, an entry that a truncation or
/// installation dropped from it stands as a record again, as if recycled space had brought it back and neither
/// lineage nor chain were looked at.
/// </summary>
internal sealed class StaleRecordsPass(SimulatedJournalMedium medium, long seed) : IJournalMedium
{
    private readonly List<byte[]> _log = [];
    private readonly List<byte[]> _dropped = [];
    private ulong _head;
    private JournalRecord _last;

    public int SegmentBytes => medium.SegmentBytes;

    public int MetadataCopies => medium.MetadataCopies;

    public IReadOnlyList<ulong> Segments() => medium.Segments();

    public void CreateOrRecycle(ulong segment, ulong? recycled) => medium.CreateOrRecycle(segment, recycled);

    public void Delete(ulong segment) => medium.Delete(segment);

    public void Write(ulong segment, int offset, ReadOnlySpan<byte> bytes) => medium.Write(segment, offset, bytes);

    public int Read(ulong segment, int offset, Span<byte> destination)
    {
        var count = medium.Read(segment, offset, destination);
        if (offset == 0 && count == SegmentBytes)
        {
            Refresh(segment, destination);
        }

        return count;
    }

    public void Flush() => medium.Flush();

    public void WriteMetadata(int copy, ReadOnlySpan<byte> bytes) => medium.WriteMetadata(copy, bytes);

    public ReadOnlyMemory<byte> ReadMetadata(int copy) => medium.ReadMetadata(copy);

    public void FlushMetadata(int copy) => medium.FlushMetadata(copy);

    private void Refresh(ulong segment, Span<byte> bytes)
    {
        if (segment != _last.Position.Segment(SegmentBytes) + 1 || _last.Kind != JournalRecordKind.Close)
        {
            _log.Clear();
            _dropped.Clear();
            _head = 0;
        }

        var offset = 0;
        while (JournalRecord.TryRead(seed, bytes[offset..], out var record)
            && record.Position == JournalPosition.At(segment, offset, SegmentBytes)
            && (offset == 0 || (record.Chain == _last.Link && record.Lineage.CompareTo(_last.Lineage) >= 0)))
        {
            Follow(record, bytes.Slice(offset, record.Length));
            offset += record.Length;
        }

        if (offset > 0 && _last.Kind != JournalRecordKind.Close)
        {
            Resurrect(segment, offset, bytes);
        }
    }

    private void Follow(in JournalRecord record, ReadOnlySpan<byte> bytes)
    {
        _last = record;
        if (record.Kind == JournalRecordKind.Entry)
        {
            _log.Add(bytes.ToArray());
            _head = record.Op.Value;
        }
        else if (record.Kind is JournalRecordKind.Truncate or JournalRecordKind.Install)
        {
            var kept = _log.Count - (int)Math.Min(
                (ulong)_log.Count, Math.Max(_head, record.Op.Value) - record.Op.Value);
            _dropped.AddRange(_log.Skip(kept));
            _log.RemoveRange(kept, _log.Count - kept);
            _head = record.Op.Value;
        }
    }

    private void Resurrect(ulong segment, int offset, Span<byte> bytes)
    {
        foreach (var stale in _dropped)
        {
            JournalRecord.TryRead(seed, stale, out var record);
            if (record.Op.Value == _head + 1 && offset + stale.Length <= bytes.Length && ChainsToHead(stale))
            {
                stale.CopyTo(bytes[offset..]);
                var revived = record with
                {
                    Position = JournalPosition.At(segment, offset, SegmentBytes),
                    Lineage = _last.Lineage,
                    Chain = _last.Link,
                };
                revived.Write(seed, bytes[offset..]);
                return;
            }
        }
    }

    private bool ChainsToHead(ReadOnlySpan<byte> stale)
    {
        EntryHeader.TryRead(stale[JournalRecord.HeadLength..], out var entry);
        return _log.Count > 0 && EntryHeader.TryRead(_log[^1].AsSpan(JournalRecord.HeadLength), out var head)
            && entry.Parent == head.Checksum;
    }
}
