namespace Quorate;

/// <summary>
/// Puts records one behind the other into segments, whole pages at a time: a page is never half-written over old bytes,
/// so the kernel need not read it first, and what follows the tail in its page is zeros. The page with the tail stays
/// here and is written again, with the same bytes in front, when the log goes on.
/// </summary>
internal sealed class JournalWriter
{
    private const int BufferBytesMax = 256 << 10;
    private readonly IJournalMedium _medium;
    private readonly JournalSegments _segments;
    private readonly long _seed;
    private readonly Epoch _epoch;
    private readonly byte[] _buffer;
    private readonly byte[] _head = new byte[JournalRecord.HeadLength];
    private ulong _segment;
    private int _bufferOffset;
    private int _filled;
    private bool _isUnwritten;

    /// <summary>Continues the journal at <paramref name="tail"/>, in a segment that exists.</summary>
    public JournalWriter(
        IJournalMedium medium, JournalSegments segments, JournalOptions options, JournalPosition tail, ulong chain)
    {
        _medium = medium;
        _segments = segments;
        _seed = JournalRecord.SeedOf(options.Cluster, options.Replica);
        _epoch = options.Epoch;
        _buffer = new byte[Math.Min(BufferBytesMax, medium.SegmentBytes)];
        Chain = chain;
        _segment = tail.Segment(medium.SegmentBytes);
        var offset = tail.Offset(medium.SegmentBytes);
        _bufferOffset = offset / Journal.PageBytes * Journal.PageBytes;
        _filled = offset - _bufferOffset;
        var read = medium.Read(_segment, _bufferOffset, _buffer.AsSpan(0, _filled));
        Contract.Assert(read == _filled, "the page with the tail can be read again");
    }

    /// <summary>Where the next record goes, unless it does not fit into the segment.</summary>
    public JournalPosition Tail => JournalPosition.At(_segment, _bufferOffset + _filled, _medium.SegmentBytes);

    /// <summary>Where the last record stands.</summary>
    public JournalPosition Last { get; private set; }

    /// <summary>The link of the last record.</summary>
    public ulong Chain { get; private set; }

    /// <summary>The generation that records are written under.</summary>
    public Lineage Lineage { get; set; }

    /// <summary>Everything before this place is durable.</summary>
    public JournalPosition DurableBefore { get; private set; }

    /// <summary>The largest durable-before that is itself durable in the log.</summary>
    public JournalPosition CoveredBefore { get; private set; }

    /// <summary>Whether there is something that a flush would make durable.</summary>
    public bool IsDirty => Tail > DurableBefore;

    /// <summary>Appends one record.</summary>
    /// <returns>Where it stands.</returns>
    public JournalPosition Append(
        JournalRecordKind kind, OpNumber op, Checksum payloadChecksum, ReadOnlySpan<byte> payload)
    {
        var length = JournalRecord.LengthOf(payload.Length);
        Contract.Assert(
            length + JournalRecord.HeadLength <= _medium.SegmentBytes, "a record fits into an empty segment");
        if (_bufferOffset + _filled + length + JournalRecord.HeadLength > _medium.SegmentBytes)
        {
            CloseSegment();
        }

        var position = Tail;
        Last = position;
        PutHead(kind, op, payloadChecksum, payload.Length);
        Put(payload);
        var padding = length - JournalRecord.HeadLength - payload.Length;
        Span<byte> zeros = stackalloc byte[JournalRecord.Alignment];
        zeros.Clear();
        Put(zeros[..padding]);
        return position;
    }

    /// <summary>Hands what is buffered to the medium, without making it durable.</summary>
    public void WriteOut()
    {
        if (!_isUnwritten)
        {
            return;
        }

        var pages = (_filled + Journal.PageBytes - 1) / Journal.PageBytes * Journal.PageBytes;
        _buffer.AsSpan(_filled, pages - _filled).Clear();
        _medium.Write(_segment, _bufferOffset, _buffer.AsSpan(0, pages));
        var whole = _filled / Journal.PageBytes * Journal.PageBytes;
        _buffer.AsSpan(whole, _filled - whole).CopyTo(_buffer);
        _bufferOffset += whole;
        _filled -= whole;
        _isUnwritten = false;
    }

    /// <summary>Makes everything appended durable: one flush of the medium.</summary>
    public void Flush()
    {
        if (!IsDirty)
        {
            return;
        }

        WriteOut();
        _medium.Flush();
        CoveredBefore = DurableBefore;
        DurableBefore = Tail;
    }

    /// <summary>Notes what opening found to be durable, or has made so.</summary>
    public void MarkDurable(JournalPosition durableBefore) => DurableBefore = durableBefore;

    private void PutHead(JournalRecordKind kind, OpNumber op, Checksum payloadChecksum, int payloadLength)
    {
        var record = new JournalRecord
        {
            Kind = kind,
            Position = Tail,
            Lineage = Lineage,
            DurableBefore = DurableBefore,
            Chain = Chain,
            Op = op,
            Epoch = _epoch,
            PayloadLength = payloadLength,
            PayloadChecksum = payloadChecksum,
        };
        Chain = record.Write(_seed, _head).Link;
        Put(_head);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _buffer.Length - _filled);
            bytes[..count].CopyTo(_buffer.AsSpan(_filled));
            _filled += count;
            _isUnwritten = true;
            bytes = bytes[count..];
            if (_filled == _buffer.Length)
            {
                WriteOut();
            }
        }
    }

    private void CloseSegment()
    {
        PutHead(JournalRecordKind.Close, OpNumber.Zero, default, 0);
        WriteOut();
        _segment++;
        _segments.Ensure(_segment);
        _bufferOffset = 0;
        _filled = 0;
    }
}
