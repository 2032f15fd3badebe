namespace Quorate;

/// <summary>
/// The content of a <see cref="PersistentMap"/> at one moment. A published root never changes and may be read from any
/// thread for as long as it is referenced.
/// </summary>
public readonly struct PersistentMapRoot
{
    private readonly MapNode _node;

    internal PersistentMapRoot(MapNode node, long count)
    {
        _node = node;
        Count = count;
    }

    /// <summary>Number of counted entries.</summary>
    public long Count { get; }

    /// <summary>Looks up one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; valid as long as this root is.</param>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var node = _node;
        while (!node.IsLeaf)
        {
            node = node.Children![node.ChildFor(key)].Node;
        }

        var index = node.Entries.LowerBound(key, out var found);
        value = found ? node.Entries.Value(index) : default;
        return found;
    }

    /// <summary>
    /// A cursor that stands before the first entry whose key is not less than <paramref name="from"/>.
    /// </summary>
    public PersistentMapCursor Seek(ReadOnlySpan<byte> from)
    {
        var cursor = new PersistentMapCursor(_node);
        cursor.Seek(from);
        return cursor;
    }

    /// <summary>
    /// Counted entries with keys in [<paramref name="from"/>, <paramref name="to"/>), in logarithmic time.
    /// </summary>
    public long CountRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        from.SequenceCompareTo(to) >= 0 ? 0 : CountBelow(to) - CountBelow(from);

    /// <summary>Counted entries with keys below <paramref name="key"/>, in logarithmic time.</summary>
    public long CountBelow(ReadOnlySpan<byte> key)
    {
        long count = 0;
        var node = _node;
        while (!node.IsLeaf)
        {
            var child = node.ChildFor(key);
            for (var index = 0; index < child; index++)
            {
                count += node.Children![index].Weight;
            }

            node = node.Children![child].Node;
        }

        var end = node.Entries.LowerBound(key, out _);
        for (var index = 0; index < end; index++)
        {
            count += node.Entries.IsCounted(index) ? 1 : 0;
        }

        return count;
    }
}
