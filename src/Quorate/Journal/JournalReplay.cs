namespace Quorate;

/// <summary>The state of the log after the records seen so far: a pure fold over accepted records.</summary>
internal sealed class JournalReplay
{
    private readonly List<(OpNumber Op, Entry Entry)> _entries = [];
    private readonly List<(Entry Entry, JournalPosition Position)> _installing = [];
    private readonly OpNumber _keepAfter;
    private bool _isBaseKnown;
    private JournalInstall? _install;

    /// <summary>Starts before the first record.</summary>
    /// <param name="metadata">The metadata slots' content.</param>
    /// <param name="isFromTheBeginning">Whether the first record is the very first of the journal.</param>
    public JournalReplay(JournalMetadata metadata, bool isFromTheBeginning)
    {
        State = metadata.State;
        StateSequence = metadata.StateSequence;
        _keepAfter = State.LogBase;
        _isBaseKnown = isFromTheBeginning;
    }

    /// <summary>The newest metadata.</summary>
    public DurableState State { get; private set; }

    /// <summary>How new.</summary>
    public ulong StateSequence { get; private set; }

    /// <summary>Where the entries stand.</summary>
    public JournalIndex Index { get; } = new();

    /// <summary>The identity of the head, where known.</summary>
    public Checksum? HeadChecksum { get; private set; }

    /// <summary>How many entries were ever kept, whose bytes must therefore stay as they are.</summary>
    public int KeptEver { get; private set; }

    /// <summary>Where the install began that still lacks entries; null when there is none.</summary>
    public JournalPosition? IncompleteInstall => _install?.Position;

    /// <summary>The chain before the incomplete install.</summary>
    public ulong ChainBeforeInstall => _install?.Chain ?? 0;

    /// <summary>The entries that are still needed, for the core.</summary>
    public IReadOnlyList<Entry> Log()
    {
        var first = _entries.FindIndex(entry => entry.Op > State.LogBase);
        return first < 0 ? [] : [.. _entries.Skip(first).Select(entry => entry.Entry)];
    }

    /// <summary>
    /// At the end: a log whose every entry was released goes on after the checkpoint that covers them.
    /// </summary>
    public void Complete()
    {
        if (!_isBaseKnown)
        {
            Truncate(State.LogBase);
        }
    }

    /// <summary>Takes the next record in.</summary>
    /// <returns>Whether it makes sense here. When not, nothing has changed.</returns>
    public bool TryApply(in JournalRecord record, ReadOnlyMemory<byte> payload)
    {
        switch (record.Kind)
        {
            case JournalRecordKind.Entry:
                return TryEntry(record, payload);
            case JournalRecordKind.Close:
                return record.PayloadLength == 0;
            case JournalRecordKind.Seal:
                return _install is null && record.PayloadLength == 0;
            case JournalRecordKind.Truncate:
                return _install is null && record.PayloadLength == 0 && Truncate(record.Op);
            case JournalRecordKind.Metadata:
                return _install is null && TryMetadata(record, payload);
            case JournalRecordKind.Install:
                return _install is null && TryInstall(record, payload);
            default:
                return false;
        }
    }

    private bool TryEntry(in JournalRecord record, ReadOnlyMemory<byte> payload)
    {
        if (!Entry.TryRead(payload, out var entry)
            || entry!.Checksum != record.PayloadChecksum || (entry.Op != record.Op && !entry.Header.IsStamped))
        {
            return false;
        }

        return _install is null ? Append(record.Op, entry, record.Position) : Collect(entry, record);
    }

    private bool Append(OpNumber op, Entry entry, JournalPosition position)
    {
        if (!_isBaseKnown && op > OpNumber.Zero)
        {
            Truncate(new OpNumber(op.Value - 1));
        }

        if (op.Value != Index.Head.Value + 1
            || (HeadChecksum is not null && HeadChecksum != entry.Header.Parent && !entry.Header.IsStamped))
        {
            return false;
        }

        Add(op, entry, position);
        return true;
    }

    private void Add(OpNumber op, Entry entry, JournalPosition position)
    {
        Index.Add(op, position);
        HeadChecksum = entry.Checksum;
        if (op > _keepAfter)
        {
            _entries.Add((op, entry));
            KeptEver++;
        }
    }

    private bool Collect(Entry entry, in JournalRecord record)
    {
        var install = _install!;
        if (entry.Op != record.Op || entry.Op.Value != install.After.Value + 1 + (ulong)_installing.Count
            || (_installing.Count > 0 && _installing[^1].Entry.Checksum != entry.Header.Parent))
        {
            return false;
        }

        _installing.Add((entry, record.Position));
        KeptEver++;
        CompleteInstall();
        return true;
    }

    private bool TryInstall(in JournalRecord record, ReadOnlyMemory<byte> payload)
    {
        if (Checksum.Of(payload.Span) != record.PayloadChecksum
            || !JournalInstall.TryRead(record, payload.Span, out var install))
        {
            return false;
        }

        _install = install;
        CompleteInstall();
        return true;
    }

    private void CompleteInstall()
    {
        if (_installing.Count < _install!.Count)
        {
            return;
        }

        if (_install.After > OpNumber.Zero && _install.After == _install.State.Checkpoint.Op)
        {
            StartOver(_install.State.Checkpoint);
        }
        else
        {
            Truncate(_install.After);
        }

        TakeState(_install.Sequence, _install.State);
        foreach (var (entry, position) in _installing)
        {
            Add(entry.Op, entry, position);
        }

        _install = null;
        _installing.Clear();
    }

    private bool TryMetadata(in JournalRecord record, ReadOnlyMemory<byte> payload)
    {
        var reader = new SpanReader(payload.Span);
        var sequence = reader.U64();
        var state = DurableStateCodec.Read(ref reader);
        if (!reader.IsComplete || Checksum.Of(payload.Span) != record.PayloadChecksum)
        {
            return false;
        }

        TakeState(sequence, state);
        return true;
    }

    private void TakeState(ulong sequence, DurableState state)
    {
        // The slots may be newer than an early record of the log; never go back.
        if (sequence > StateSequence)
        {
            StateSequence = sequence;
            State = state;
        }
    }

    // After a fetched checkpoint: what stood at its op before need not be what was committed there.
    private void StartOver(CheckpointReference checkpoint)
    {
        _isBaseKnown = true;
        _entries.Clear();
        Index.Reset(checkpoint.Op);
        HeadChecksum = checkpoint.EntryChecksum;
    }

    private bool Truncate(OpNumber last)
    {
        _isBaseKnown = true;
        if (last > Index.Head)
        {
            _entries.Clear();
        }

        Index.Truncate(last);
        var keep = _entries.FindLastIndex(entry => entry.Op <= last) + 1;
        _entries.RemoveRange(keep, _entries.Count - keep);

        // Not from the checkpoint: the state may be much newer than this record.
        HeadChecksum = _entries.Count > 0 && _entries[^1].Op == last ? _entries[^1].Entry.Checksum : null;
        return true;
    }
}
