namespace Quorate;

/// <summary>
/// Fills a <see cref="PersistentMap"/> from entries in key order, bottom up: each page is written once, full, and as
/// large as its content, and nothing is searched. How a checkpoint becomes a tree again: several times as fast as
/// putting its entries one by one, without their garbage.
/// </summary>
public sealed class PersistentMapBuilder
{
    private readonly PersistentMap _map;
    private readonly ulong _epoch;
    private readonly List<MapNode> _spine = [];
    private PackedEntries _page = PackedEntries.Leaf();
    private MapNode? _lastLeaf;
    private long _pageWeight;

    /// <summary>Prepares to replace the content of a map, which is not edited or published meanwhile.</summary>
    /// <param name="map">The map; it keeps its content until <see cref="Complete"/>.</param>
    public PersistentMapBuilder(PersistentMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        _map = map;
        _epoch = map.Epoch;
    }

    /// <summary>Number of counted entries so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next entry.</summary>
    /// <param name="key">The key, above every key before it; copied.</param>
    /// <param name="value">The value; copied.</param>
    /// <param name="counted">Whether the entry takes part in counts.</param>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted = true)
    {
        var isFirst = _page.Count == 0 && _lastLeaf is null;
        Contract.Assert(isFirst || LastKey().SequenceCompareTo(key) < 0, "entries of a map are added in key order");
        if (_page.Count > 0 && !_page.Fits(key.Length, value.Length, PackedEntries.LeafBytes))
        {
            CompleteLeaf();
        }

        _page.Insert(_page.Count, key, value, counted);
        _pageWeight += counted ? 1 : 0;
        Count += counted ? 1 : 0;
    }

    /// <summary>Makes what was added the map's content. The builder is used up.</summary>
    public void Complete()
    {
        Contract.Assert(_map.Epoch == _epoch, "a map is not published while it is built anew");
        if (_page.Count > 0 || _lastLeaf is null)
        {
            CompleteLeaf();
        }

        var root = _spine.Count == 0 ? _lastLeaf! : _spine[^1];
        _spine.Clear();
        _map.Install(root, Count);
    }

    private ReadOnlySpan<byte> LastKey() =>
        _page.Count > 0 ? _page.Key(_page.Count - 1) : _lastLeaf!.Entries.Key(_lastLeaf.Entries.Count - 1);

    private void CompleteLeaf()
    {
        var leaf = MapNode.Leaf(_epoch, _page.Trimmed());
        if (_lastLeaf is not null)
        {
            if (_spine.Count == 0)
            {
                StartLevel(_lastLeaf);
            }

            AddChild(0, MapNode.Separator(_lastLeaf, leaf), leaf, _pageWeight);
        }

        _lastLeaf = leaf;
        _pageWeight = 0;
        _page.Clear();
    }

    /// <summary>Puts a new root above the one that is no longer alone.</summary>
    private void StartLevel(MapNode first)
    {
        var parent = MapNode.Inner(_epoch);
        parent.InsertChild(0, default, first, first.Weight());
        _spine.Add(parent);
    }

    /// <summary>
    /// Appends a child to the open node of a level. A child that is an open node itself grows after it is added: its
    /// weight is added to its parents as it comes.
    /// </summary>
    private void AddChild(int level, ReadOnlySpan<byte> lowerBound, MapNode child, long weight)
    {
        var node = _spine[level];
        if (node.Entries.Count >= 4 && !node.Entries.Fits(lowerBound.Length, 0, PackedEntries.InnerBytes))
        {
            var next = MapNode.Inner(_epoch);
            next.InsertChild(0, lowerBound, child, weight);
            if (level + 1 == _spine.Count)
            {
                StartLevel(node);
            }

            _spine[level] = next;
            AddChild(level + 1, lowerBound, next, weight);
            return;
        }

        node.InsertChild(node.Entries.Count, lowerBound, child, weight);
        for (var above = level + 1; above < _spine.Count; above++)
        {
            var parent = _spine[above];
            parent.Children![parent.Entries.Count - 1].Weight += weight;
        }
    }
}
