namespace Quorate;

/// <summary>
/// A copy-on-write B+tree from byte keys to byte values, ordered by unsigned bytes. Pages are edited in place until a
/// root is published; from then on a page that the root shares is copied before its first edit. Publishing is O(1).
/// One thread edits; published roots are read from any thread (DESIGN §6).
/// </summary>
/// <remarks>
/// Every entry is counted unless it is put with <c>counted: false</c>; inner nodes keep the number of counted entries
/// below each child, so that counting a range takes logarithmic time.
/// </remarks>
public sealed class PersistentMap
{
    private ulong _epoch = 1;
    private MapNode _root;
    private long _count;

    /// <summary>Creates an empty map.</summary>
    public PersistentMap()
    {
        _root = MapNode.Leaf(_epoch, new PackedEntries());
    }

    /// <summary>Number of counted entries.</summary>
    public long Count => _count;

    /// <summary>The present content, valid only until the next edit. For the editing thread.</summary>
    public PersistentMapRoot Current => new(_root, _count);

    /// <summary>An immutable root of the present content, for any thread. O(1); later edits copy the pages they touch.</summary>
    public PersistentMapRoot Publish()
    {
        _epoch++;
        return new PersistentMapRoot(_root, _count);
    }

    /// <summary>Looks up one key; the value is valid until the next edit.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => Current.TryGet(key, out value);

    /// <summary>Inserts an entry or replaces its value.</summary>
    /// <param name="key">The key; copied.</param>
    /// <param name="value">The value; copied. May not lie in this map.</param>
    /// <param name="counted">Whether the entry takes part in counts.</param>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted = true)
    {
        _root = Put(_root, key, value, counted, out var change, out var right);
        _count += change;
        if (right is not null)
        {
            var root = MapNode.Inner(_epoch);
            root.InsertChild(0, default, _root, _root.Weight());
            root.InsertChild(1, Separator(_root, right), right, right.Weight());
            _root = root;
        }
    }

    /// <summary>Changes whether an entry is counted; false when there is no such entry.</summary>
    public bool SetCounted(ReadOnlySpan<byte> key, bool counted)
    {
        if (!TryGet(key, out _))
        {
            return false;
        }

        _root = SetCounted(_root, key, counted, out var change);
        _count += change;
        return true;
    }

    /// <summary>Removes an entry; false when there is none.</summary>
    public bool Remove(ReadOnlySpan<byte> key)
    {
        if (!TryGet(key, out _))
        {
            return false;
        }

        _root = Remove(_root, key, out var change);
        _count += change;
        while (!_root.IsLeaf && _root.Entries.Count == 1)
        {
            _root = _root.Children![0];
        }

        return true;
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        _root = MapNode.Leaf(_epoch, new PackedEntries());
        _count = 0;
    }

    private MapNode Put(
        MapNode node, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted, out int change, out MapNode? right)
    {
        node = node.Editable(_epoch);
        if (node.IsLeaf)
        {
            right = PutIntoLeaf(node, key, value, counted, out change);
            return node;
        }

        right = null;
        var at = node.ChildFor(key);
        var child = Put(node.Children![at], key, value, counted, out change, out var split);
        node.Children[at] = child;
        node.Weights![at] += change;
        if (split is not null)
        {
            var moved = split.Weight();
            node.Weights[at] -= moved;
            right = InsertChild(node, at + 1, Separator(child, split), split, moved);
        }

        return node;
    }

    private static MapNode? PutIntoLeaf(
        MapNode leaf, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted, out int change)
    {
        change = counted ? 1 : 0;
        var at = leaf.Entries.LowerBound(key, out var found);
        if (found)
        {
            change -= leaf.Entries.IsCounted(at) ? 1 : 0;
            leaf.Entries.SetCounted(at, counted);
            if (leaf.Entries.TryOverwrite(at, value))
            {
                return null;
            }

            leaf.Entries.RemoveAt(at);
        }

        var count = leaf.Entries.Count;
        if (count < 2 || leaf.Entries.Fits(key.Length, value.Length))
        {
            leaf.Entries.Insert(at, key, value, counted);
            return null;
        }

        // Keys that arrive in order leave full pages behind; elsewhere a page splits in the middle.
        var middle = at == count ? count : leaf.Entries.MiddleByBytes();
        var right = leaf.SplitAt(middle);
        if (at < middle)
        {
            leaf.Entries.Insert(at, key, value, counted);
        }
        else
        {
            right.Entries.Insert(at - middle, key, value, counted);
        }

        return right;
    }

    private static MapNode? InsertChild(MapNode node, int at, ReadOnlySpan<byte> lowerBound, MapNode child, long weight)
    {
        var count = node.Entries.Count;
        if (count < 4 || node.Entries.Fits(lowerBound.Length, 0))
        {
            node.InsertChild(at, lowerBound, child, weight);
            return null;
        }

        var middle = at == count ? count - 1 : node.Entries.MiddleByBytes();
        var right = node.SplitAt(middle);
        if (at < middle)
        {
            node.InsertChild(at, lowerBound, child, weight);
        }
        else
        {
            right.InsertChild(at - middle, lowerBound, child, weight);
        }

        return right;
    }

    private MapNode SetCounted(MapNode node, ReadOnlySpan<byte> key, bool counted, out int change)
    {
        node = node.Editable(_epoch);
        if (node.IsLeaf)
        {
            var index = node.Entries.LowerBound(key, out _);
            change = (counted ? 1 : 0) - (node.Entries.IsCounted(index) ? 1 : 0);
            node.Entries.SetCounted(index, counted);
            return node;
        }

        var at = node.ChildFor(key);
        node.Children![at] = SetCounted(node.Children[at], key, counted, out change);
        node.Weights![at] += change;
        return node;
    }

    private MapNode Remove(MapNode node, ReadOnlySpan<byte> key, out int change)
    {
        node = node.Editable(_epoch);
        if (node.IsLeaf)
        {
            var index = node.Entries.LowerBound(key, out var found);
            Contract.Assert(found, "a removed key was looked up first");
            change = node.Entries.IsCounted(index) ? -1 : 0;
            node.Entries.RemoveAt(index);
            return node;
        }

        var at = node.ChildFor(key);
        var child = Remove(node.Children![at], key, out change);
        node.Children[at] = child;
        node.Weights![at] += change;
        if (child.Entries.Count == 0)
        {
            node.RemoveChild(at);
        }
        else if (child.Entries.OccupiedBytes < PackedEntries.PageBytes / 4)
        {
            MergeNeighbours(node, at);
        }

        return node;
    }

    private void MergeNeighbours(MapNode node, int at)
    {
        var left = at == node.Entries.Count - 1 ? at - 1 : at;
        if (left < 0)
        {
            return;
        }

        var lowerBound = node.Entries.Key(left + 1);
        var right = node.Children![left + 1];
        var bytes = node.Children[left].Entries.OccupiedBytes + right.Entries.OccupiedBytes + lowerBound.Length;
        if (bytes > PackedEntries.PageBytes * 3 / 4)
        {
            return;
        }

        var merged = node.Children[left].Editable(_epoch);
        merged.Absorb(right, lowerBound);
        node.Children[left] = merged;
        node.Weights![left] += node.Weights[left + 1];
        node.RemoveChild(left + 1);
    }

    // The shortest key that is above everything on the left and not above anything on the right.
    private static ReadOnlySpan<byte> Separator(MapNode left, MapNode right)
    {
        var first = right.Entries.Key(0);
        if (!right.IsLeaf || left.Entries.Count == 0)
        {
            return first;
        }

        var common = left.Entries.Key(left.Entries.Count - 1).CommonPrefixLength(first);
        return first[..(common + 1)];
    }
}
