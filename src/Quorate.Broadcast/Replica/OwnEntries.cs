namespace Quorate.Broadcast;

/// <summary>
/// The entries of this replica that some other one has not acknowledged: the outbox of its logged link. One sequence
/// for all receivers, numbered without gaps; it shrinks from the front as acknowledgements come (lamport.md L7).
/// </summary>
internal sealed class OwnEntries
{
    private readonly List<Entry> _entries = [];
    private int _released;

    /// <summary>The number of the last entry that is no longer here; everybody has acknowledged it.</summary>
    internal OpNumber Base { get; private set; }

    /// <summary>The number of the last entry.</summary>
    internal OpNumber Last => new(Base.Value + (ulong)Count);

    internal int Count => _entries.Count - _released;

    internal long Bytes { get; private set; }

    internal Entry this[OpNumber number]
    {
        get
        {
            Contract.Assert(number > Base && number <= Last, "an own entry is asked for while it is kept");
            return _entries[_released + (int)(number.Value - Base.Value) - 1];
        }
    }

    /// <summary>Starts empty after a number.</summary>
    internal void Reset(OpNumber after)
    {
        _entries.Clear();
        _released = 0;
        Bytes = 0;
        Base = after;
    }

    internal void Add(Entry entry)
    {
        Contract.Assert(entry.Op == Last.Next, "own entries are numbered without gaps");
        _entries.Add(entry);
        Bytes += entry.Encoded.Length;
    }

    /// <summary>Everybody holds everything up to here.</summary>
    internal void ReleaseThrough(OpNumber number)
    {
        Contract.Assert(number <= Last, "only what was sent is acknowledged");
        while (Base < number)
        {
            Bytes -= _entries[_released].Encoded.Length;
            _entries[_released] = null!;
            _released++;
            Base = Base.Next;
        }

        if (_released > 64 && _released * 2 > _entries.Count)
        {
            _entries.RemoveRange(0, _released);
            _released = 0;
        }
    }

    internal void Walk(CanonicalCodec codec)
    {
        var kept = _entries.GetRange(_released, Count);
        var after = codec.Op(Base);
        codec.List(kept, codec.Entry!);
        if (codec.IsReading)
        {
            Reset(after);
            kept.ForEach(Add);
        }
    }
}
