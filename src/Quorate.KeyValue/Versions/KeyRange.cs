namespace Quorate.KeyValue;

/// <summary>
/// The keys that a request names, as bounds in tree keys: from <see cref="Start"/> up to, but without,
/// <see cref="End"/>. An empty range_end names one key; one zero byte means every key from the first one on (etcd's
/// mkGteRange).
/// </summary>
internal readonly ref struct KeyRange
{
    private readonly bool _unbounded;

    /// <summary>
    /// Creates the range in <paramref name="scratch"/>, which must hold <see cref="BytesMax"/> bytes.
    /// </summary>
    public KeyRange(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rangeEnd, Span<byte> scratch)
    {
        IsSingle = rangeEnd.IsEmpty;
        _unbounded = rangeEnd is [0];
        var length = IsSingle ? VersionKey.WritePrefix(key, scratch) : VersionKey.WriteEscaped(key, scratch);
        Start = scratch[..length];
        if (!IsSingle && !_unbounded)
        {
            var rest = scratch[length..];
            End = rest[..VersionKey.WriteEscaped(rangeEnd, rest)];
        }
    }

    public bool IsSingle { get; }

    public ReadOnlySpan<byte> Start { get; }

    public ReadOnlySpan<byte> End { get; }

    public static int BytesMax(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rangeEnd) =>
        VersionKey.BytesMax(key.Length) + VersionKey.BytesMax(rangeEnd.Length);

    /// <summary>Whether a tree key that is not below <see cref="Start"/> belongs to the range.</summary>
    public bool Contains(ReadOnlySpan<byte> versionKey) =>
        IsSingle ? versionKey.StartsWith(Start) : _unbounded || versionKey.SequenceCompareTo(End) < 0;

    /// <summary>Counted entries of the range.</summary>
    public long CountIn(PersistentMapRoot versions)
    {
        if (_unbounded)
        {
            return versions.Count - versions.CountBelow(Start);
        }

        return versions.CountRange(Start, End);
    }
}
