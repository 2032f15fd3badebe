namespace Quorate.Viewstamped;

/// <summary>
/// The part of the log that is in memory: contiguous, hash-chained entries after a base whose checksum is known.
/// Appending and truncating change only what is in memory; <see cref="LogWriter"/> pairs both with their effects.
/// </summary>
internal sealed class ReplicaLog
{
    private const int CapacityMin = 16;
    private Entry?[] _ring = new Entry?[CapacityMin];
    private int _start;
    private int _count;
    private Checksum _baseChecksum;
    private AgreedTime _baseTime;

    /// <summary>The op just before the first entry in memory.</summary>
    internal OpNumber Base { get; private set; }

    /// <summary>The last op of the log.</summary>
    internal OpNumber Head => new(Base.Value + (ulong)_count);

    /// <summary>Encoded bytes in memory.</summary>
    internal long Bytes { get; private set; }

    /// <summary>The agreed time of the head.</summary>
    internal AgreedTime HeadTime => _count == 0 ? _baseTime : this[Head].Header.Timestamp;

    /// <summary>The entry at an op in memory.</summary>
    internal Entry this[OpNumber op]
    {
        get
        {
            Contract.Assert(Holds(op), "an entry is asked for only where the log holds it");
            return _ring[IndexOf(op)]!;
        }
    }

    internal bool Holds(OpNumber op) => op > Base && op <= Head;

    /// <summary>Whether the checksum at an op is known: it is in memory or just before.</summary>
    internal bool Knows(OpNumber op) => op >= Base && op <= Head;

    internal Checksum ChecksumAt(OpNumber op) => op == Base ? _baseChecksum : this[op].Checksum;

    internal void Append(Entry entry)
    {
        Contract.Assert(entry.Op == Head.Next, "entries are appended right after the head");
        Contract.Assert(entry.Header.Parent == ChecksumAt(Head), "an appended entry chains to the head");
        if (_count == _ring.Length)
        {
            Grow();
        }

        _count++;
        _ring[IndexOf(entry.Op)] = entry;
        Bytes += entry.Encoded.Length;
    }

    internal void TruncateAfter(OpNumber last)
    {
        Contract.Assert(Knows(last), "a log is cut only where it is known");
        while (Head > last)
        {
            Remove(Head);
            _count--;
        }
    }

    /// <summary>Drops entries at or below <paramref name="last"/> from memory.</summary>
    internal void ReleaseThrough(OpNumber last)
    {
        Contract.Assert(last <= Head, "only entries that exist are released");
        while (Base < last)
        {
            var entry = this[Base.Next];
            _baseChecksum = entry.Checksum;
            _baseTime = entry.Header.Timestamp;
            Remove(entry.Op);
            _start = (_start + 1) % _ring.Length;
            _count--;
            Base = entry.Op;
        }
    }

    /// <summary>Starts over, empty, after a known entry.</summary>
    internal void Reset(OpNumber op, Checksum checksum, AgreedTime time)
    {
        Array.Clear(_ring);
        _start = 0;
        _count = 0;
        Bytes = 0;
        Base = op;
        _baseChecksum = checksum;
        _baseTime = time;
    }

    internal void Walk(CanonicalCodec codec)
    {
        var count = codec.I32(_count);
        var op = codec.Op(Base);
        var checksum = new Checksum(codec.U128(_baseChecksum.Value));
        var time = new AgreedTime(codec.I64(_baseTime.UnixNanoseconds));
        if (codec.IsReading)
        {
            Reset(op, checksum, time);
        }

        for (var i = 0; i < count; i++)
        {
            op = op.Next;
            var entry = codec.Entry(codec.IsReading ? null : this[op]);
            if (codec.IsReading)
            {
                Append(entry);
            }
        }
    }

    private void Remove(OpNumber op)
    {
        var index = IndexOf(op);
        Bytes -= _ring[index]!.Encoded.Length;
        _ring[index] = null;
    }

    private int IndexOf(OpNumber op) => (int)(((ulong)_start + (op.Value - Base.Value - 1)) % (ulong)_ring.Length);

    private void Grow()
    {
        var larger = new Entry?[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_start + i) % _ring.Length];
        }

        _ring = larger;
        _start = 0;
    }
}
