namespace Quorate;

/// <summary>
/// A replica's durable log and metadata (architecture.md §4; viewstamped.md §10 §11): pure, synchronous, for one
/// thread. Everything goes as records into one append-only stream, in ticket order, so that one flush of the medium
/// makes a group of any writes durable; the metadata is copied into slots of its own after that flush, before its
/// ticket is reported. Appending costs no flush and allocates nothing.
/// </summary>
public sealed class Journal
{
    /// <summary>Segments are written in whole pages of this size.</summary>
    public const int PageBytes = 4096;

    /// <summary>The number of the first segment of a new journal.</summary>
    internal const ulong FirstSegmentNumber = 1;

    private readonly IJournalMedium _medium;
    private readonly JournalSlots _slots;
    private readonly JournalSegments _segments;
    private readonly JournalIndex _index;
    private readonly JournalWriter? _writer;
    private readonly JournalReader _reader;
    private readonly byte[] _payload = new byte[JournalInstall.EncodedLengthMax];
    private string? _failure;
    private Checksum? _headChecksum;
    private DurableState _state;
    private ulong _stateSequence;
    private DurableState _flushedState;
    private ulong _flushedSequence;
    private Ticket _ticket;
    private Ticket _flushedTicket;
    private OpNumber _releaseWanted;
    private JournalPosition _contentEnd;

    internal Journal(IJournalMedium medium, JournalSlots slots, JournalSegments segments, JournalScanner scan,
        JournalWriter? writer, string? failure)
    {
        _medium = medium;
        _slots = slots;
        _segments = segments;
        _index = scan.Replay.Index;
        _headChecksum = scan.Replay.HeadChecksum;
        _state = _flushedState = scan.Replay.State;
        _stateSequence = _flushedSequence = scan.Replay.StateSequence;
        _writer = writer;
        _failure = failure;
        _reader = new JournalReader(medium, slots.Current!);
    }

    /// <summary>The first entry that <see cref="Read"/> can return; after the head when there is none.</summary>
    public OpNumber First => _index.First;

    /// <summary>The last entry, durable or not.</summary>
    public OpNumber Head => _index.Head;

    /// <summary>Where the next record goes.</summary>
    internal JournalPosition Tail => Writer.Tail;

    private JournalWriter Writer => _failure is null ? _writer! : throw new JournalFailedException(_failure);

    /// <summary>
    /// Opens the journal of a replica, or makes a new one on a blank medium; what was in flight when the replica
    /// stopped is discarded or made durable, and the incarnation is durably increased, before this returns.
    /// </summary>
    /// <param name="medium">The disk.</param>
    /// <param name="options">Whose journal it is.</param>
    /// <exception cref="JournalFailedException">The disk refused a read, write or flush.</exception>
    public static JournalOpenResult Open(IJournalMedium medium, JournalOptions options) =>
        JournalOpening.Open(medium, options);

    /// <summary>Writes an entry that stands at its own op, right after the head.</summary>
    public void Append(Ticket t, Entry e)
    {
        ArgumentNullException.ThrowIfNull(e);
        Append(t, e.Op, e);
    }

    /// <summary>Writes an entry right after the head.</summary>
    /// <param name="t">The ticket.</param>
    /// <param name="position">The entry's place in this log: its op, unless it is stamped.</param>
    /// <param name="e">The entry.</param>
    public void Append(Ticket t, OpNumber position, Entry e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var writer = Accept(t);
        if (Head < _state.LogBase && position == _state.LogBase.Next)
        {
            // What lies between the old head and the checkpoint is in the checkpoint.
            Truncate(writer, _state.LogBase);
        }

        AppendEntry(writer, position, e);
    }

    /// <summary>Drops the entries after the position <paramref name="last"/>, under a new lineage.</summary>
    public void Truncate(Ticket t, OpNumber last)
    {
        var writer = Accept(t);
        Contract.Assert(last <= Head, "only what is in the log can be dropped");
        Truncate(writer, last);
    }

    /// <summary>Writes the metadata, in order with the log.</summary>
    public void SaveMetadata(Ticket t, DurableState s)
    {
        var writer = Accept(t);
        TakeState(s);
        var bytes = _payload.AsSpan(0, sizeof(ulong) + DurableStateCodec.LengthOf(s));
        var span = new SpanWriter(bytes);
        span.U64(_stateSequence);
        DurableStateCodec.Write(s, ref span);
        Put(writer, JournalRecordKind.Metadata, OpNumber.Zero, Checksum.Of(bytes), bytes);
    }

    /// <summary>
    /// Replaces what follows <paramref name="after"/> and the metadata in one atomic step (viewstamped.md 10.3): the
    /// record in front says how many entries belong to it and is void unless all are there.
    /// </summary>
    /// <param name="t">The ticket.</param>
    /// <param name="after">The last op that stays; above the head only when the checkpoint of <paramref name="s"/> ends
    /// there.</param>
    /// <param name="suffix">The entries from <paramref name="after"/> + 1 on.</param>
    /// <param name="s">The metadata.</param>
    public void InstallLog(Ticket t, OpNumber after, IReadOnlyList<Entry> suffix, DurableState s)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        ArgumentNullException.ThrowIfNull(s);
        var writer = Accept(t);
        Contract.Assert(after <= Head || after <= s.Checkpoint.Op, "an installed log has no gap after the old one");
        TakeState(s);
        writer.Lineage = writer.Lineage.Next;
        var payload = _payload.AsSpan(0, JournalInstall.LengthOf(s));
        JournalInstall.Write(suffix.Count, _stateSequence, s, payload);
        Put(writer, JournalRecordKind.Install, after, Checksum.Of(payload), payload);
        if (after > OpNumber.Zero && after == s.Checkpoint.Op)
        {
            // The log starts over after the checkpoint: entries that an own log has there need not be the committed
            // ones.
            _index.Reset(after);
            _headChecksum = s.Checkpoint.EntryChecksum;
        }
        else
        {
            MoveHead(after);
        }

        for (var index = 0; index < suffix.Count; index++)
        {
            AppendEntry(writer, suffix[index].Op, suffix[index]);
        }
    }

    /// <summary>
    /// Makes everything durable: one flush for the log, and one for each metadata slot when the metadata changed.
    /// </summary>
    /// <returns>The highest ticket that is now durable, with all before it.</returns>
    public Ticket Flush()
    {
        var writer = Writer;
        Suspect();
        writer.Flush();
        (_flushedState, _flushedSequence) = (_state, _stateSequence);
        var isInNewSegment = writer.Tail.Segment(_medium.SegmentBytes)
            != _slots.Current!.DurableBefore.Segment(_medium.SegmentBytes);
        if (_slots.Current.StateSequence != _flushedSequence || isInNewSegment)
        {
            // Only after the log: an install's metadata must not be durable before its entries (viewstamped.md 10.3).
            // With every new segment as well, so that losing the last one is noticed.
            SaveSlots(writer, _slots.Current.FirstSegment);
        }

        _flushedTicket = _ticket;
        ReleaseSegments(writer);
        _failure = null;
        return _flushedTicket;
    }

    /// <summary>
    /// Covers the last group by a small flushed record, so that a damaged record in it can be told from a torn one. To
    /// be called when nothing is waiting: it costs one flush, once per idle period.
    /// </summary>
    /// <returns>Whether a record was written.</returns>
    public bool SealIfIdle()
    {
        var writer = Writer;
        var isCovered = writer.CoveredBefore >= _contentEnd || _slots.Current!.DurableBefore >= _contentEnd;
        if (writer.IsDirty || isCovered)
        {
            return false;
        }

        Suspect();
        writer.Append(JournalRecordKind.Seal, OpNumber.Zero, default, default);
        writer.Flush();
        _failure = null;
        return true;
    }

    /// <summary>
    /// Makes the next segment ahead of need, so that no append has to wait for it. To be called when idle.
    /// </summary>
    /// <returns>Whether there was something to do.</returns>
    public bool PrepareNextSegment()
    {
        var writer = Writer;
        Suspect();
        var isNew = _segments.Ensure(writer.Tail.Segment(_medium.SegmentBytes) + 1);
        _failure = null;
        return isNew;
    }

    /// <summary>Reads entries back, verified.</summary>
    /// <param name="first">The first one wanted.</param>
    /// <param name="last">The last one wanted; fewer are returned when the log ends before or they are too
    /// large.</param>
    /// <param name="bytesMax">Roughly how much to return; at least one entry is returned whatever its size.</param>
    /// <returns>
    /// Consecutive entries from <paramref name="first"/> on; null when that one is not there or cannot be read.
    /// </returns>
    public IReadOnlyList<Entry>? Read(OpNumber first, OpNumber last, int bytesMax)
    {
        if (!_index.Contains(first) || last < first)
        {
            return null;
        }

        _writer?.WriteOut();
        var entries = new List<Entry>();
        var bytes = 0;
        for (var op = first; op <= last && _index.Contains(op) && (bytes < bytesMax || bytes == 0); op = op.Next)
        {
            if (_reader.Read(op, _index[op]) is not { } entry)
            {
                break;
            }

            entries.Add(entry);
            bytes += entry.Encoded.Length;
        }

        return entries.Count > 0 ? entries : null;
    }

    /// <summary>
    /// Frees the segments whose entries are all at or below <paramref name="last"/>, for reuse. Takes effect as far as
    /// the durable metadata allows (<see cref="DurableState.LogBase"/>; viewstamped.md K2), now or with a later
    /// <see cref="Flush"/>.
    /// </summary>
    public void Release(OpNumber last)
    {
        var writer = Writer;
        _releaseWanted = last > _releaseWanted ? last : _releaseWanted;
        if (!writer.IsDirty)
        {
            Suspect();
            ReleaseSegments(writer);
            _failure = null;
        }
    }

    private JournalWriter Accept(Ticket t)
    {
        var writer = Writer;
        Contract.Assert(t > _ticket, "tickets are one total order");
        _ticket = t;
        return writer;
    }

    private void AppendEntry(JournalWriter writer, OpNumber position, Entry e)
    {
        Contract.Assert(position.Value == Head.Value + 1, "an entry is appended right after the head");
        Contract.Assert(e.Header.IsStamped || position == e.Op, "an entry that is not stamped stands at its op");
        Contract.Assert(
            e.Header.IsStamped || _headChecksum is not { } head || e.Header.Parent == head,
            "an appended entry chains to the head");
        _index.Add(position, Put(writer, JournalRecordKind.Entry, position, e.Checksum, e.Encoded.Span));
        _headChecksum = e.Checksum;
    }

    private JournalPosition Put(
        JournalWriter writer, JournalRecordKind kind, OpNumber op, Checksum checksum, ReadOnlySpan<byte> payload)
    {
        Suspect();
        var position = writer.Append(kind, op, checksum, payload);
        _failure = null;
        _contentEnd = writer.Tail;
        return position;
    }

    // The journal counts as failed from before it touches the medium until the medium has answered without throwing.
    private void Suspect() => _failure = "the journal refuses everything since the disk failed it";

    private void Truncate(JournalWriter writer, OpNumber last)
    {
        writer.Lineage = writer.Lineage.Next;
        Put(writer, JournalRecordKind.Truncate, last, default, default);
        MoveHead(last);
    }

    private void MoveHead(OpNumber last)
    {
        if (last != Head)
        {
            _index.Truncate(last);
            var isCheckpoint = last > OpNumber.Zero && last == _state.Checkpoint.Op;
            _headChecksum = isCheckpoint ? _state.Checkpoint.EntryChecksum : null;
        }
    }

    private void TakeState(DurableState state)
    {
        Contract.Assert(state.LogBase >= _state.LogBase, "what was not needed is never needed again");
        Contract.Assert(state.Checkpoint.Op >= _state.Checkpoint.Op, "the checkpoint never regresses");
        _state = state;
        _stateSequence++;
    }

    private void ReleaseSegments(JournalWriter writer)
    {
        var last = _releaseWanted < _flushedState.LogBase ? _releaseWanted : _flushedState.LogBase;
        if (last < First)
        {
            return;
        }

        var needed = _index.Contains(last.Next) ? _index[last.Next] : writer.Tail;
        var segment = needed.Segment(_medium.SegmentBytes);
        if (segment > _slots.Current!.FirstSegment)
        {
            // The slots stop naming a segment before its file may become another one.
            SaveSlots(writer, segment);
            _segments.FreeBefore(segment);
            _index.DropBefore(JournalPosition.At(segment, 0, _medium.SegmentBytes));
        }
    }

    /// <summary>
    /// Everything is flushed here, so that the slots hold the newest metadata: of the records before the first entry
    /// above its log base, a restart needs none. Always a record that is durable, never the tail: a stale record could
    /// stand there.
    /// </summary>
    private JournalPosition ReadFrom(JournalWriter writer, ulong firstSegment)
    {
        Contract.Assert(!writer.IsDirty, "the slots are saved after the log they describe");
        var first = _flushedState.LogBase.Next;
        return _flushedState.LogBase == OpNumber.Zero ? JournalPosition.At(firstSegment, 0, _medium.SegmentBytes)
            : _index.Contains(first) ? _index[first]
            : writer.Last;
    }

    private void SaveSlots(JournalWriter writer, ulong firstSegment) => _slots.Save(_slots.Current! with
    {
        FirstSegment = firstSegment,
        ReadFrom = ReadFrom(writer, firstSegment),
        DurableBefore = writer.DurableBefore,
        StateSequence = _flushedSequence,
        State = _flushedState,
    });
}
