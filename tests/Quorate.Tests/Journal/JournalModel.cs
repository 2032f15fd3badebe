using Quorate.Simulation;

namespace Quorate.Tests.Journals;

/// <summary>A journal under random use and faults, beside what it should hold at each ticket.</summary>
internal sealed class JournalModel
{
    private readonly Prng _prng;
    private readonly List<Snapshot> _history = [];
    private readonly SimulatedJournalMedium _medium;
    private Journal _journal;
    private Ticket _ticket;
    private Ticket _durable;
    private Incarnation _incarnation;
    private ulong _version;

    public JournalModel(ulong seed)
    {
        _prng = new Prng(seed);
        _medium = new SimulatedJournalMedium(Journal.PageBytes * (2 + _prng.Below(6)));
        _history.Add(new Snapshot(default, [], new DurableState()));
        _journal = null!;
        Restart();
    }

    private Snapshot Now => _history[^1];

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            try
            {
                Step();
            }
            catch (JournalFailedException)
            {
                Assert.Throws<JournalFailedException>(() => _journal.Flush());
                Restart();
            }
        }
    }

    private void Step()
    {
        switch (_prng.Below(100))
        {
            case < 40:
                Append(_prng.Below(5) + 1);
                break;
            case < 60:
                _durable = _journal.Flush();
                Assert.Equal(_ticket, _durable);
                break;
            case < 66:
                Truncate();
                break;
            case < 74:
                SaveMetadata();
                break;
            case < 82:
                Install();
                break;
            case < 86:
                _journal.SealIfIdle();
                break;
            case < 89:
                _journal.PrepareNextSegment();
                break;
            case < 92:
                _journal.Release(new OpNumber((ulong)_prng.Below((int)Now.State.Checkpoint.Op.Value + 3)));
                break;
            case < 95:
                ReadSome();
                break;
            case < 96:
                _medium.OperationsUntilFailure ??= _prng.Below(12);
                break;
            default:
                Restart();
                break;
        }
    }

    private void Append(int count)
    {
        foreach (var entry in Make(Now.Entries, count))
        {
            _ticket = _ticket.Next;
            _history.Add(new Snapshot(_ticket, [.. Now.Entries, entry], Now.State));
            _journal.Append(_ticket, entry);
        }
    }

    private void Truncate()
    {
        var last = Cut();
        _ticket = _ticket.Next;
        _history.Add(new Snapshot(_ticket, [.. Now.Entries.Where(entry => entry.Op <= last)], Now.State));
        _journal.Truncate(_ticket, last);
    }

    private void SaveMetadata()
    {
        var state = Advance();
        if (_prng.Chance(0.3) && Now.Entries.Count > 0)
        {
            var at = Now.Entries[_prng.Below(Now.Entries.Count)];
            state = at.Op > state.Checkpoint.Op ? Covered(state, at) : state;
        }

        _ticket = _ticket.Next;
        _history.Add(new Snapshot(_ticket, Now.Entries, state));
        _journal.SaveMetadata(_ticket, state);
    }

    private void Install()
    {
        var after = Cut();
        List<Entry> kept = [.. Now.Entries.Where(entry => entry.Op <= after)];
        var state = Advance();
        if (_prng.Chance(0.15))
        {
            // A checkpoint fetched from a peer, beyond the head.
            var far = TestEntries.Make(_journal.Head.Value + 10, ++_version, new Checksum(_version), 1);
            state = Covered(state, far);
            (after, kept) = (far.Op, []);
        }

        var suffix = Make(kept, _prng.Below(9), state.Checkpoint);
        _ticket = _ticket.Next;
        _history.Add(new Snapshot(_ticket, [.. kept, .. suffix], state));
        _journal.InstallLog(_ticket, after, suffix, state);
    }

    private DurableState Advance()
    {
        var block = new byte[_prng.Below(ProtocolBlock.LengthMax + 1)];
        for (var index = 0; index < block.Length; index++)
        {
            block[index] = (byte)_prng.Next();
        }

        return Now.State with { Protocol = ProtocolBlock.Of(block) };
    }

    private static DurableState Covered(DurableState state, Entry entry) =>
        state with { Checkpoint = TestEntries.CheckpointAt(entry), LogBase = entry.Op };

    // Never below the checkpoint.
    private OpNumber Cut()
    {
        var least = Now.State.Checkpoint.Op.Value;
        var head = Math.Max(_journal.Head.Value, least);
        return new OpNumber((ulong)_prng.Between((long)Math.Max(least, head - Math.Min(head, 6)), (long)head));
    }

    private List<Entry> Make(IReadOnlyList<Entry> before, int count, CheckpointReference? checkpoint = null)
    {
        var reference = checkpoint ?? Now.State.Checkpoint;
        var isCovered = before.Count == 0 || before[^1].Op < reference.Op;
        var (op, parent) = isCovered ? (reference.Op, reference.EntryChecksum) : (before[^1].Op, before[^1].Checksum);
        var entries = new List<Entry>();
        for (var index = 0; index < count; index++)
        {
            var bytes = _prng.Chance(0.1) ? _prng.Below(5000) : _prng.Below(300);
            entries.Add(TestEntries.Make(op.Value + 1 + (ulong)index, ++_version, parent, bytes));
            parent = entries[^1].Checksum;
        }

        return entries;
    }

    private void ReadSome()
    {
        var first = _journal.First;
        var wanted = Now.Entries.Where(entry => entry.Op >= first).ToList();
        Assert.True(first <= Now.State.Checkpoint.Op.Next || wanted.Count == 0 || first == wanted[0].Op);
        if (wanted.Count > 0)
        {
            var read = _journal.Read(wanted[0].Op, wanted[^1].Op, int.MaxValue)!;
            Assert.Equal(TestEntries.Text(wanted), TestEntries.Text(read));
        }
    }

    private void Restart()
    {
        JournalOpenResult? opened = null;
        while (opened is null)
        {
            if (_prng.Chance(0.7))
            {
                _medium.Crash(_prng);
            }
            else
            {
                _medium.Kill();
            }

            // Opening may fail half-way as well.
            _medium.OperationsUntilFailure = _prng.Chance(0.3) ? _prng.Below(12) : null;
            try
            {
                opened = Journal.Open(_medium, TestEntries.Options);
            }
            catch (JournalFailedException)
            {
                opened = null;
            }
        }

        _medium.OperationsUntilFailure = null;
        Check(opened);
        _journal = opened.Journal!;
        (_ticket, _durable) = (default, default);
    }

    private void Check(JournalOpenResult opened)
    {
        Assert.Equal(JournalOpenError.None, opened.Error);
        Assert.True(opened.Recovered!.Corruption is null, opened.Recovered.Corruption);
        Assert.True(opened.Incarnation > _incarnation, "the incarnation grows");
        _incarnation = opened.Incarnation;
        var found = opened.Recovered;
        var match = _history.FindLastIndex(snapshot => snapshot.Ticket >= _durable && snapshot.IsHeldBy(found));
        Assert.True(match >= 0, $"durable {_durable}, last {_ticket}: found {TestEntries.Text(found.Log)} "
            + $"{found.Durable}, wanted one of {string.Join(" | ", _history.Where(at => at.Ticket >= _durable))}");
        var base_ = _history[match] with { Ticket = default };
        _history.Clear();
        _history.Add(base_);
    }

    private sealed record Snapshot(Ticket Ticket, IReadOnlyList<Entry> Entries, DurableState State)
    {
        public bool IsHeldBy(RecoveredState found)
        {
            var wanted = Entries.Where(entry => entry.Op > State.Checkpoint.Op).ToList();
            return found.Durable == State && wanted.Count == found.Log.Count
                && wanted.Zip(found.Log).All(pair => pair.First.Encoded.Span.SequenceEqual(pair.Second.Encoded.Span));
        }

        public override string ToString() => $"t{Ticket} {TestEntries.Text(Entries)} {State}";
    }
}
