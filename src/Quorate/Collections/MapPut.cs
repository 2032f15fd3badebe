namespace Quorate;

/// <summary>One insertion into a leaf of a <see cref="PersistentMap"/>.</summary>
internal readonly ref struct MapPut(
    ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted, int sharedBytes)
{
    private readonly ReadOnlySpan<byte> _value = value;
    private readonly bool _counted = counted;
    private readonly int _sharedBytes = sharedBytes;

    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>Inserts or replaces; returns the new right half if the leaf had to be split.</summary>
    /// <param name="leaf">The leaf, editable.</param>
    /// <param name="change">By how much the number of counted entries changed.</param>
    /// <param name="supersededElsewhere">Whether the superseded entry, if any, is on another page.</param>
    public MapNode? Into(MapNode leaf, out int change, out bool supersededElsewhere)
    {
        var at = leaf.Entries.LowerBound(Key, out var found);
        change = (_counted ? 1 : 0) - Supersede(leaf, found ? at + 1 : at, out supersededElsewhere);
        if (found)
        {
            change -= leaf.Entries.IsCounted(at) ? 1 : 0;
            leaf.Entries.SetCounted(at, _counted);
            if (leaf.Entries.TryOverwrite(at, _value))
            {
                return null;
            }

            leaf.Entries.RemoveAt(at);
        }

        var count = leaf.Entries.Count;
        if (count < 2 || leaf.Entries.Fits(Key.Length, _value.Length, PackedEntries.LeafBytes))
        {
            leaf.Entries.Insert(at, Key, _value, _counted);
            return null;
        }

        return Split(leaf, at, count);
    }

    // Keys that arrive in order leave full pages behind, and so do the versions of one key, of which each newer one
    // stands in front of the older ones; elsewhere a page splits in the middle.
    private MapNode Split(MapNode leaf, int at, int count)
    {
        var middle = at == count ? count : leaf.Entries.MiddleByBytes();
        var isNewerVersion =
            at < middle && _sharedBytes > 0 && leaf.Entries.Key(at).StartsWith(Key[.._sharedBytes]);
        var right = leaf.SplitAt(isNewerVersion ? at : middle);
        if (at < middle)
        {
            leaf.Entries.Insert(at, Key, _value, _counted);
        }
        else
        {
            right.Entries.Insert(at - middle, Key, _value, _counted);
        }

        return right;
    }

    private int Supersede(MapNode leaf, int next, out bool elsewhere)
    {
        elsewhere = _sharedBytes > 0 && next == leaf.Entries.Count;
        if (_sharedBytes == 0 ||
            elsewhere ||
            !leaf.Entries.IsCounted(next) ||
            !leaf.Entries.Key(next).StartsWith(Key[.._sharedBytes]))
        {
            return 0;
        }

        leaf.Entries.SetCounted(next, counted: false);
        return 1;
    }
}
