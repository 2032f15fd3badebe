namespace Quorate;

/// <summary>
/// A copy-on-write B+tree from byte keys to byte values, ordered by unsigned bytes. Pages are edited in place until a
/// root is published; from then on a page that the root shares is copied before its first edit. Publishing is O(1).
/// One thread edits; published roots are read from any thread (architecture.md §6).
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

    /// <summary>Grows with every publication: a page of an earlier epoch may be shared with a root.</summary>
    internal ulong Epoch => _epoch;

    /// <summary>The present content, valid only until the next edit. For the editing thread.</summary>
    public PersistentMapRoot Current => new(_root, _count);

    /// <summary>
    /// An immutable root of the present content, for any thread. O(1); later edits copy the pages they touch.
    /// </summary>
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
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted = true) =>
        Put(new MapPut(key, value, counted, 0));

    /// <summary>
    /// Inserts an entry or replaces its value, and stops counting the entry that follows it, if that one's key starts
    /// with the same bytes: a new version in front of the one it supersedes, in one descent.
    /// </summary>
    /// <param name="key">The key; copied.</param>
    /// <param name="value">The value; copied. May not lie in this map.</param>
    /// <param name="counted">Whether the entry takes part in counts.</param>
    /// <param name="sharedBytes">How many bytes of the key the superseded entry's key starts with.</param>
    public void PutSuperseding(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted, int sharedBytes)
    {
        Contract.Assert(sharedBytes > 0 && sharedBytes <= key.Length, "a superseded key shares a part of the new one");
        if (!Put(new MapPut(key, value, counted, sharedBytes)))
        {
            return;
        }

        // The superseded entry, if there is one, stands on the next page.
        var cursor = Current.Seek(key);
        if (cursor.MoveNext() && cursor.MoveNext() && cursor.IsCounted && cursor.Key.StartsWith(key[..sharedBytes]))
        {
            SetCounted(cursor.Key, counted: false);
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

        RemoveExisting(key);
        return true;
    }

    /// <summary>Removes an entry that is known to be there, in one descent.</summary>
    /// <param name="key">The key; may lie in this map, because it is not read after the entry is gone.</param>
    public void RemoveExisting(ReadOnlySpan<byte> key)
    {
        _root = Remove(_root, key, out var change);
        _count += change;
        while (!_root.IsLeaf && _root.Entries.Count == 1)
        {
            _root = _root.Children![0].Node;
        }
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        _root = MapNode.Leaf(_epoch, new PackedEntries());
        _count = 0;
    }

    /// <summary>Replaces the content by pages of the present epoch.</summary>
    internal void Install(MapNode root, long count)
    {
        _root = root;
        _count = count;
    }

    private bool Put(in MapPut put)
    {
        _root = Put(_root, put, out var change, out var right, out var supersededElsewhere);
        _count += change;
        if (right is not null)
        {
            var root = MapNode.Inner(_epoch);
            root.InsertChild(0, default, _root, _root.Weight());
            root.InsertChild(1, MapNode.Separator(_root, right), right, right.Weight());
            _root = root;
        }

        return supersededElsewhere;
    }

    private MapNode Put(
        MapNode node, in MapPut put, out int change, out MapNode? right, out bool supersededElsewhere)
    {
        node = node.Editable(_epoch);
        if (node.IsLeaf)
        {
            right = put.Into(node, out change, out supersededElsewhere);
            return node;
        }

        right = null;
        var at = node.ChildFor(put.Key);
        ref var slot = ref node.Children![at];
        slot.Node = Put(slot.Node, put, out change, out var split, out supersededElsewhere);
        slot.Weight += change;
        if (split is not null)
        {
            var moved = split.Weight();
            slot.Weight -= moved;
            right = InsertChild(node, at + 1, MapNode.Separator(slot.Node, split), split, moved);
        }

        return node;
    }

    private static MapNode? InsertChild(MapNode node, int at, ReadOnlySpan<byte> lowerBound, MapNode child, long weight)
    {
        var count = node.Entries.Count;
        if (count < 4 || node.Entries.Fits(lowerBound.Length, 0, node.PageBytes))
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

        ref var slot = ref node.Children![node.ChildFor(key)];
        slot.Node = SetCounted(slot.Node, key, counted, out change);
        slot.Weight += change;
        return node;
    }

    private MapNode Remove(MapNode node, ReadOnlySpan<byte> key, out int change)
    {
        node = node.Editable(_epoch);
        if (node.IsLeaf)
        {
            var index = node.Entries.LowerBound(key, out var found);
            Contract.Assert(found, "only an entry that is there is removed as existing");
            change = node.Entries.IsCounted(index) ? -1 : 0;
            node.Entries.RemoveAt(index);
            return node;
        }

        var at = node.ChildFor(key);
        ref var slot = ref node.Children![at];
        var child = Remove(slot.Node, key, out change);
        slot.Node = child;
        slot.Weight += change;
        if (child.Entries.Count == 0)
        {
            node.RemoveChild(at);
        }
        else if (child.Entries.OccupiedBytes < child.PageBytes / 4)
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
        ref var slot = ref node.Children![left];
        var right = node.Children[left + 1];
        var bytes = slot.Node.Entries.OccupiedBytes + right.Node.Entries.OccupiedBytes + lowerBound.Length;
        if (bytes > slot.Node.PageBytes * 3 / 4)
        {
            return;
        }

        slot.Node = slot.Node.Editable(_epoch);
        slot.Node.Absorb(right.Node, lowerBound);
        slot.Weight += right.Weight;
        node.RemoveChild(left + 1);
    }
}
