namespace Quorate;

/// <summary>Reads single entries back from the medium and verifies them on every use (viewstamped.md 11.6).</summary>
internal sealed class JournalReader(IJournalMedium medium, JournalMetadata metadata)
{
    private readonly long _seed = JournalRecord.SeedOf(metadata.Cluster, metadata.Replica);
    private readonly byte[] _head = new byte[JournalRecord.HeadLength];

    /// <summary>Reads the entry that stands at <paramref name="position"/>.</summary>
    /// <returns>The entry, or null when it cannot be read.</returns>
    public Entry? Read(OpNumber op, JournalPosition position)
    {
        var segment = position.Segment(medium.SegmentBytes);
        var offset = position.Offset(medium.SegmentBytes);
        if (medium.Read(segment, offset, _head) != _head.Length
            || !JournalRecord.TryRead(_seed, _head, out var record)
            || record.Position != position || record.Kind != JournalRecordKind.Entry || record.Op != op)
        {
            return null;
        }

        var payload = new byte[record.PayloadLength];
        Entry? entry = null;
        var isWhole = medium.Read(segment, offset + JournalRecord.HeadLength, payload) == payload.Length
            && Entry.TryRead(payload, out entry) && entry!.Checksum == record.PayloadChecksum
            && (entry.Op == op || entry.Header.IsStamped);
        return isWhole ? entry : null;
    }
}
