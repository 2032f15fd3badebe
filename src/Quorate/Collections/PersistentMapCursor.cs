using System.Runtime.CompilerServices;

namespace Quorate;

/// <summary>
/// Walks the entries of a <see cref="PersistentMapRoot"/> in key order without allocating. Over a published root it is
/// valid as long as the root is; over a map's current content only until the next edit.
/// </summary>
public struct PersistentMapCursor
{
    private readonly MapNode _root;
    private Path _path;
    private int _depth;
    private MapNode _leaf;
    private int _index;

    internal PersistentMapCursor(MapNode root)
    {
        _root = root;
        _leaf = root;
    }

    /// <summary>The current entry's key. Call only after <see cref="MoveNext"/> returned true.</summary>
    public readonly ReadOnlySpan<byte> Key => _leaf.Entries.Key(_index);

    /// <summary>The current entry's value.</summary>
    public readonly ReadOnlySpan<byte> Value => _leaf.Entries.Value(_index);

    /// <summary>Whether the current entry is counted.</summary>
    public readonly bool IsCounted => _leaf.Entries.IsCounted(_index);

    /// <summary>Stands before the first entry whose key is not less than <paramref name="from"/>.</summary>
    public void Seek(ReadOnlySpan<byte> from)
    {
        _depth = 0;
        var node = _root;
        while (!node.IsLeaf)
        {
            var child = node.ChildFor(from);
            Push(node, child);
            node = node.Children![child].Node;
        }

        _leaf = node;
        _index = node.Entries.LowerBound(from, out _) - 1;
    }

    /// <summary>Moves to the next entry; false at the end.</summary>
    public bool MoveNext()
    {
        _index++;
        while (_index >= _leaf.Entries.Count)
        {
            if (!MoveToNextLeaf())
            {
                return false;
            }
        }

        return true;
    }

    private bool MoveToNextLeaf()
    {
        while (_depth > 0)
        {
            ref var step = ref _path[_depth - 1];
            if (++step.Child >= step.Node.Entries.Count)
            {
                _depth--;
                continue;
            }

            var node = step.Node.Children![step.Child].Node;
            while (!node.IsLeaf)
            {
                Push(node, 0);
                node = node.Children![0].Node;
            }

            _leaf = node;
            _index = 0;
            return true;
        }

        _index = _leaf.Entries.Count;
        return false;
    }

    private void Push(MapNode node, int child)
    {
        Contract.Assert(_depth < Path.DepthMax, "the tree is deeper than any tree that fits in memory");
        _path[_depth++] = new Step { Node = node, Child = child };
    }

    private struct Step
    {
        public MapNode Node;
        public int Child;
    }

    [InlineArray(DepthMax)]
    private struct Path
    {
        public const int DepthMax = 16;
        private Step _first;
    }
}
