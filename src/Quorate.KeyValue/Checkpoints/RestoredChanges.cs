using System.Buffers.Binary;

namespace Quorate.KeyValue;

/// <summary>
/// Collects the changes of a checkpoint, which come in key order, and hands them on in revision order.
/// </summary>
internal sealed class RestoredChanges
{
    // Prefixes stand in blocks one behind the other, each after its length, at multiples of the alignment.
    private const int BlockBytes = 1 << 20;
    private const int Alignment = 8;

    private readonly List<byte[]> _blocks = [];
    private Change[] _changes = new Change[1024];
    private int _count;
    private int _used = BlockBytes;

    /// <exception cref="FormatException">The changes are more than a store can hold.</exception>
    public void Add(Revision at, ReadOnlySpan<byte> prefix)
    {
        var length = (sizeof(int) + prefix.Length + Alignment - 1) & ~(Alignment - 1);
        if (_used + length > BlockBytes)
        {
            // A prefix that is longer than a block has one of its own.
            _blocks.Add(new byte[Math.Max(BlockBytes, length)]);
            _used = 0;
        }

        var place = ((_blocks.Count - 1L) * (BlockBytes / Alignment)) + (_used / Alignment);
        if (place > uint.MaxValue)
        {
            throw new FormatException("the checkpoint holds more changes than a store can hold");
        }

        if (_count == _changes.Length)
        {
            Array.Resize(ref _changes, _count * 2);
        }

        var destination = _blocks[^1].AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(destination, prefix.Length);
        prefix.CopyTo(destination[sizeof(int)..]);
        _changes[_count++] = new Change(at.Main, at.Sub, (uint)place);
        _used += length;
    }

    /// <exception cref="FormatException">Two changes have the same revision.</exception>
    public void AddTo(StoreBuilder store)
    {
        var changes = _changes.AsSpan(0, _count);
        changes.Sort(default(ByRevision));
        Revision? before = null;
        foreach (var change in changes)
        {
            var at = new Revision(change.Main, change.Sub);
            if (at == before)
            {
                throw new FormatException("the checkpoint holds two changes of the same revision");
            }

            store.AddChange(at, PrefixAt(change.Place));
            before = at;
        }
    }

    private ReadOnlySpan<byte> PrefixAt(uint place)
    {
        var stored = _blocks[(int)(place / (BlockBytes / Alignment))]
            .AsSpan((int)(place % (BlockBytes / Alignment)) * Alignment);
        return stored.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(stored));
    }

    private readonly record struct Change(long Main, int Sub, uint Place);

    private readonly struct ByRevision : IComparer<Change>
    {
        public int Compare(Change x, Change y) =>
            x.Main != y.Main ? x.Main.CompareTo(y.Main) : x.Sub.CompareTo(y.Sub);
    }
}
