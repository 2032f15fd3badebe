using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// Reads the log from the first record that a restart needs up to where it ends, and decides what its end means. Reads
/// each segment at once; the entries handed to the core are slices of those buffers.
/// </summary>
internal sealed class JournalScanner
{
    private readonly IJournalMedium _medium;
    private readonly JournalSegments _segments;
    private readonly JournalMetadata _metadata;
    private readonly long _seed;
    private byte[] _buffer = [];
    private int _keptBefore;
    private ReadOnlyMemory<byte> _segment;
    private Lineage _lineage;
    private ulong? _chain;

    /// <summary>Prepares to read the log that <paramref name="metadata"/> describes.</summary>
    public JournalScanner(IJournalMedium medium, JournalSegments segments, JournalMetadata metadata)
    {
        _medium = medium;
        _segments = segments;
        _metadata = metadata;
        _seed = JournalRecord.SeedOf(metadata.Cluster, metadata.Replica);
        DurableBefore = metadata.DurableBefore;
        var beginning = JournalPosition.At(Journal.FirstSegmentNumber, 0, medium.SegmentBytes);
        Replay = new JournalReplay(metadata, metadata.ReadFrom == beginning);
    }

    /// <summary>The log.</summary>
    public JournalReplay Replay { get; }

    /// <summary>Where it ends.</summary>
    public JournalPosition Tail { get; private set; }

    /// <summary>The link of its last record.</summary>
    public ulong Chain => _chain ?? 0;

    /// <summary>Everything before this place is known to have been durable.</summary>
    public JournalPosition DurableBefore { get; private set; }

    /// <summary>The newest incarnation found anywhere in the log.</summary>
    public Incarnation Incarnation { get; private set; }

    /// <summary>What stands at the end.</summary>
    public RecordCondition Condition { get; private set; }

    /// <summary>What it means: <see cref="RecordVerdict.End"/>, <see cref="RecordVerdict.Torn"/> or corrupt.</summary>
    public RecordVerdict Verdict { get; private set; }

    /// <summary>Whether a record was written by a newer program.</summary>
    public bool IsUnsupported { get; private set; }

    /// <summary>Reads everything.</summary>
    public void Run()
    {
        var number = _metadata.ReadFrom.Segment(_medium.SegmentBytes);
        var offset = _metadata.ReadFrom.Offset(_medium.SegmentBytes);
        Load(number);
        while (TryRecord(number, offset, out var record))
        {
            offset += record.Length;
            if (record.Kind == JournalRecordKind.Close)
            {
                number++;
                offset = 0;
                Load(number);
            }
        }

        var bad = JournalPosition.At(number, offset, _medium.SegmentBytes);
        FindEvidence(number, offset);
        if (Replay.IncompleteInstall is { } start)
        {
            Condition = RecordCondition.IncompleteInstall;
            _chain = Replay.ChainBeforeInstall;
            bad = start;
        }

        Replay.Complete();
        Tail = bad;
        Verdict = TornOrCorrupt.Decide(Condition, bad < DurableBefore);
    }

    private void Load(ulong number)
    {
        _segment = default;
        if (!_segments.Exists(number))
        {
            return;
        }

        // Entries that are kept point into the buffer of their segment; one that holds none serves again.
        if (_buffer.Length == 0 || Replay.KeptEver != _keptBefore)
        {
            _buffer = new byte[_medium.SegmentBytes];
            _keptBefore = Replay.KeptEver;
        }

        _segment = _buffer.AsMemory(0, _medium.Read(number, 0, _buffer));
    }

    private bool TryRecord(ulong number, int offset, out JournalRecord record)
    {
        Condition = Classify(number, offset, out record);
        if (Condition != RecordCondition.Good)
        {
            var isCutOff = _segments.Exists(number) && _segment.Length < _medium.SegmentBytes;
            Condition = isCutOff ? RecordCondition.CutOff : Condition;
            return false;
        }

        var payload = _segment.Slice(offset + JournalRecord.HeadLength, record.PayloadLength);
        if (!Replay.TryApply(record, payload))
        {
            Condition = RecordCondition.Damaged;
            return false;
        }

        _lineage = record.Lineage;
        _chain = record.Link;
        Note(record);
        return true;
    }

    private RecordCondition Classify(ulong number, int offset, out JournalRecord record)
    {
        record = default;
        if (_segment.Length < offset + JournalRecord.HeadLength)
        {
            return RecordCondition.Missing;
        }

        var source = _segment.Span[offset..];
        if (!JournalRecord.TryRead(_seed, source, out record))
        {
            var isBlank = source[..JournalRecord.HeadLength].IndexOfAnyExcept((byte)0) < 0;
            return isBlank ? RecordCondition.Blank : RecordCondition.Damaged;
        }

        IsUnsupported |= record.Version != JournalRecord.CurrentVersion;
        if (IsUnsupported || record.Length > source.Length)
        {
            return RecordCondition.Damaged;
        }

        // A record out of place, of an earlier lineage, or after another record than this one is from before a crash.
        var isStale = record.Position != JournalPosition.At(number, offset, _medium.SegmentBytes)
            || record.Lineage.CompareTo(_lineage) < 0
            || (_chain is { } chain && record.Chain != chain);
        return isStale ? RecordCondition.Stale : RecordCondition.Good;
    }

    private void FindEvidence(ulong number, int offset)
    {
        Search(number, offset);
        foreach (var later in _segments.From(number + 1))
        {
            Load(later);
            Search(later, 0);
        }
    }

    // The lengths after a bad record are unknown, so every place where a head could stand is looked at; comparing the
    // position that a head carries first makes that cheap.
    private void Search(ulong number, int offset)
    {
        var bytes = _segment.Span;
        var expected = JournalPosition.At(number, offset, _medium.SegmentBytes).Value;
        for (; offset + JournalRecord.HeadLength <= bytes.Length; offset += JournalRecord.Alignment)
        {
            var place = bytes[(offset + JournalRecord.PositionOffset)..];
            if (BinaryPrimitives.ReadUInt64LittleEndian(place) == expected
                && JournalRecord.TryRead(_seed, bytes[offset..], out var record))
            {
                Note(record);
            }

            expected += JournalRecord.Alignment;
        }
    }

    private void Note(in JournalRecord record)
    {
        DurableBefore = record.DurableBefore > DurableBefore ? record.DurableBefore : DurableBefore;
        Incarnation = record.Lineage.Incarnation > Incarnation ? record.Lineage.Incarnation : Incarnation;
    }
}
