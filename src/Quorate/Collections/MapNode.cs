namespace Quorate;

/// <summary>
/// A node of a <see cref="PersistentMap"/>. In an inner node, entry i is a lower bound of child i's keys; the first one
/// is at or below every key that can reach the node.
/// </summary>
internal sealed class MapNode
{
    private const int InitialChildren = 8;

    public PackedEntries Entries;
    public Child[]? Children;

    private MapNode(ulong epoch, PackedEntries entries)
    {
        Epoch = epoch;
        Entries = entries;
    }

    /// <summary>A child and the number of counted entries below it.</summary>
    public record struct Child(MapNode Node, long Weight);

    /// <summary>
    /// The map's epoch when this node was created; a later epoch means that a published root may share it.
    /// </summary>
    public ulong Epoch { get; }

    public bool IsLeaf => Children is null;

    /// <summary>Size that the node's page should not exceed.</summary>
    public int PageBytes => IsLeaf ? PackedEntries.LeafBytes : PackedEntries.InnerBytes;

    public static MapNode Leaf(ulong epoch, PackedEntries entries) => new(epoch, entries);

    public static MapNode Inner(ulong epoch) => new(epoch, new PackedEntries())
    {
        Children = new Child[InitialChildren],
    };

    /// <summary>This node if it may be edited in <paramref name="epoch"/>, else a copy that may.</summary>
    public MapNode Editable(ulong epoch) => Epoch == epoch
        ? this
        : new MapNode(epoch, Entries.Copy())
        {
            Children = Children?.AsSpan(0, Math.Min(Children.Length, Entries.Count + 2)).ToArray(),
        };

    /// <summary>Which child holds <paramref name="key"/>.</summary>
    public int ChildFor(ReadOnlySpan<byte> key)
    {
        var index = Entries.LowerBound(key, out var found);
        return found ? index : Math.Max(0, index - 1);
    }

    /// <summary>Counted entries in this subtree.</summary>
    public long Weight()
    {
        long weight = 0;
        for (var index = 0; index < Entries.Count; index++)
        {
            weight += IsLeaf ? (Entries.IsCounted(index) ? 1 : 0) : Children![index].Weight;
        }

        return weight;
    }

    public void InsertChild(int index, ReadOnlySpan<byte> lowerBound, MapNode child, long weight)
    {
        var count = Entries.Count;
        GrowChildren(count + 1);
        Array.Copy(Children!, index, Children!, index + 1, count - index);
        Children![index] = new Child(child, weight);
        Entries.Insert(index, lowerBound, default, counted: false);
    }

    public void RemoveChild(int index)
    {
        var count = Entries.Count;
        Array.Copy(Children!, index + 1, Children!, index, count - index - 1);
        Children![count - 1] = default;

        // The first bound stays: it is at or below every key that can reach this node, and the next one may not be.
        Entries.RemoveAt(index == 0 && count > 1 ? 1 : index);
    }

    /// <summary>Moves everything from <paramref name="index"/> on into a new right sibling.</summary>
    public MapNode SplitAt(int index)
    {
        var moved = Entries.Count - index;
        var right = new MapNode(Epoch, Entries.SplitAt(index));
        if (Children is not null)
        {
            right.Children = new Child[Children.Length];
            Array.Copy(Children, index, right.Children, 0, moved);
            Array.Clear(Children, index, moved);
        }

        return right;
    }

    /// <summary>Appends the right sibling's content, whose keys are not below <paramref name="lowerBound"/>.</summary>
    public void Absorb(MapNode right, ReadOnlySpan<byte> lowerBound)
    {
        if (IsLeaf)
        {
            Entries.AppendRange(right.Entries, 0);
            return;
        }

        InsertChild(Entries.Count, lowerBound, right.Children![0].Node, right.Children[0].Weight);
        var count = Entries.Count;
        var added = right.Entries.Count - 1;
        GrowChildren(count + added);
        Array.Copy(right.Children, 1, Children!, count, added);
        Entries.AppendRange(right.Entries, 1);
    }

    /// <summary>The shortest key that is above everything on the left and not above anything on the right.</summary>
    public static ReadOnlySpan<byte> Separator(MapNode left, MapNode right)
    {
        var first = right.Entries.Key(0);
        if (!right.IsLeaf || left.Entries.Count == 0)
        {
            return first;
        }

        var common = left.Entries.Key(left.Entries.Count - 1).CommonPrefixLength(first);
        return first[..(common + 1)];
    }

    private void GrowChildren(int count)
    {
        if (Children!.Length < count)
        {
            Array.Resize(ref Children, Math.Max(count, Children.Length * 2));
        }
    }
}
