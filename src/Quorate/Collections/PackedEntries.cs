using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quorate;

/// <summary>
/// The sorted entries of one page, packed into one array: entries grow from the front, their offsets from the back, so
/// that a page of a hundred entries is two objects for the garbage collector and a search touches few cache lines. An
/// entry is a 32-bit word (key length and two flags), the key, and the value unless it is stored out of line.
/// </summary>
internal struct PackedEntries
{
    /// <summary>Target size of a leaf; only keys of that order make a page exceed it.</summary>
    public const int LeafBytes = 2048;

    /// <summary>
    /// Target size of an inner node's page. Small, because the first edit after a publication copies them.
    /// </summary>
    public const int InnerBytes = 1024;

    /// <summary>Values longer than this are kept out of line, so that copying a page never copies them.</summary>
    public const int InlineValueBytesMax = 1024;

    private const int InitialBytes = 256;
    private const int WordBytes = sizeof(int);
    private const int OffsetBytes = sizeof(int);
    private const int CountedFlag = 1 << 31;
    private const int OutOfLineFlag = 1 << 30;
    private const int KeyLengthMask = OutOfLineFlag - 1;

    private byte[] _data;
    private byte[]?[]? _outOfLine;
    private int _used;

    public PackedEntries() : this(InitialBytes)
    {
    }

    private PackedEntries(int bytes)
    {
        _data = new byte[bytes];
    }

    /// <summary>An empty page with room for a whole leaf.</summary>
    public static PackedEntries Leaf() => new(LeafBytes);

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the entries and their offsets occupy.</summary>
    public readonly int OccupiedBytes => _used + (Count * OffsetBytes);

    /// <summary>An independent copy; values out of line are shared, they never change.</summary>
    public readonly PackedEntries Copy()
    {
        var copy = this;
        copy._data = _data.AsSpan().ToArray();
        copy._outOfLine = _outOfLine?.AsSpan().ToArray();
        return copy;
    }

    /// <summary>An independent copy that is as large as its content.</summary>
    public readonly PackedEntries Trimmed()
    {
        var copy = this;
        var offsets = Count * OffsetBytes;
        copy._data = new byte[OccupiedBytes];
        _data.AsSpan(0, _used).CopyTo(copy._data);
        _data.AsSpan(_data.Length - offsets).CopyTo(copy._data.AsSpan(_used));
        copy._outOfLine = _outOfLine?.AsSpan(0, Count).ToArray();
        return copy;
    }

    /// <summary>Removes all entries and keeps the room.</summary>
    public void Clear()
    {
        _outOfLine = null;
        _used = 0;
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ReadOnlySpan<byte> Key(int index)
    {
        var start = Offset(index);
        return _data.AsSpan(start + WordBytes, Word(start) & KeyLengthMask);
    }

    public readonly ReadOnlySpan<byte> Value(int index)
    {
        var start = Offset(index);
        var word = Word(start);
        if ((word & OutOfLineFlag) != 0)
        {
            return _outOfLine![index];
        }

        var valueStart = start + WordBytes + (word & KeyLengthMask);
        return _data.AsSpan(valueStart, End(index) - valueStart);
    }

    public readonly bool IsCounted(int index) => (Word(Offset(index)) & CountedFlag) != 0;

    public readonly void SetCounted(int index, bool counted)
    {
        var start = Offset(index);
        var word = Word(start);
        Store(start, counted ? word | CountedFlag : word & ~CountedFlag);
    }

    /// <summary>
    /// The first index whose key is not less than <paramref name="key"/>; <see cref="Count"/> if none.
    /// </summary>
    public readonly int LowerBound(ReadOnlySpan<byte> key, out bool found)
    {
        ref var data = ref MemoryMarshal.GetArrayDataReference(_data);
        ref var offsets = ref Unsafe.Add(ref data, _data.Length);
        var low = 0;
        var high = Count;
        found = false;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var start = Unsafe.ReadUnaligned<int>(ref Unsafe.Subtract(ref offsets, (middle + 1) * OffsetBytes));
            ref var word = ref Unsafe.Add(ref data, start);
            var length = Unsafe.ReadUnaligned<int>(ref word) & KeyLengthMask;
            var candidate = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref word, WordBytes), length);
            var order = candidate.SequenceCompareTo(key);
            if (order < 0)
            {
                low = middle + 1;
                continue;
            }

            found |= order == 0;
            high = middle;
        }

        return low;
    }

    /// <summary>
    /// Whether an entry of this size can be added without exceeding a page of <paramref name="pageBytes"/>.
    /// </summary>
    public readonly bool Fits(int keyBytes, int valueBytes, int pageBytes) =>
        OccupiedBytes + EntryBytes(keyBytes, valueBytes) + OffsetBytes <= pageBytes;

    /// <summary>Inserts an entry before <paramref name="index"/>.</summary>
    public void Insert(int index, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool counted)
    {
        var outOfLine = value.Length > InlineValueBytesMax;
        var size = EntryBytes(key.Length, value.Length);
        Reserve(size + OffsetBytes);
        var start = index == Count ? _used : Offset(index);
        _data.AsSpan(start, _used - start).CopyTo(_data.AsSpan(start + size));
        for (var moved = Count; moved > index; moved--)
        {
            SetOffset(moved, Offset(moved - 1) + size);
        }

        SetOffset(index, start);
        InsertOutOfLine(index, outOfLine ? value.ToArray() : null);
        _used += size;
        Count++;
        Store(start, key.Length | (counted ? CountedFlag : 0) | (outOfLine ? OutOfLineFlag : 0));
        key.CopyTo(_data.AsSpan(start + WordBytes));
        if (!outOfLine)
        {
            value.CopyTo(_data.AsSpan(start + WordBytes + key.Length));
        }
    }

    /// <summary>Overwrites the value in place when its size and home allow; false leaves the entry unchanged.</summary>
    public readonly bool TryOverwrite(int index, ReadOnlySpan<byte> value)
    {
        var start = Offset(index);
        var word = Word(start);
        if ((word & OutOfLineFlag) != 0)
        {
            if (value.Length <= InlineValueBytesMax)
            {
                return false;
            }

            _outOfLine![index] = value.ToArray();
            return true;
        }

        var valueStart = start + WordBytes + (word & KeyLengthMask);
        if (End(index) - valueStart != value.Length)
        {
            return false;
        }

        value.CopyTo(_data.AsSpan(valueStart));
        return true;
    }

    public void RemoveAt(int index)
    {
        var start = Offset(index);
        var size = End(index) - start;
        _data.AsSpan(start + size, _used - start - size).CopyTo(_data.AsSpan(start));
        for (var moved = index + 1; moved < Count; moved++)
        {
            SetOffset(moved - 1, Offset(moved) - size);
        }

        if (_outOfLine is not null)
        {
            Array.Copy(_outOfLine, index + 1, _outOfLine, index, Count - index - 1);
            _outOfLine[Count - 1] = null;
        }

        _used -= size;
        Count--;
    }

    /// <summary>Moves the entries from <paramref name="index"/> on into a new page and returns it.</summary>
    public PackedEntries SplitAt(int index)
    {
        var right = new PackedEntries(_data.Length);
        right.AppendRange(this, index);
        var start = index == Count ? _used : Offset(index);
        _outOfLine?.AsSpan(index, Count - index).Clear();
        _used = start;
        Count = index;
        return right;
    }

    /// <summary>Appends the entries of <paramref name="source"/> from <paramref name="from"/> on.</summary>
    public void AppendRange(in PackedEntries source, int from)
    {
        if (from == source.Count)
        {
            return;
        }

        var start = source.Offset(from);
        var size = source._used - start;
        var added = source.Count - from;
        Reserve(size + (added * OffsetBytes));
        source._data.AsSpan(start, size).CopyTo(_data.AsSpan(_used));
        for (var index = 0; index < added; index++)
        {
            SetOffset(Count + index, source.Offset(from + index) - start + _used);
        }

        if (source._outOfLine is not null)
        {
            GrowOutOfLine(Count + added);
            Array.Copy(source._outOfLine, from, _outOfLine!, Count, added);
        }
        else if (_outOfLine is not null)
        {
            GrowOutOfLine(Count + added);
        }

        _used += size;
        Count += added;
    }

    /// <summary>
    /// The index at which a split leaves about half of the bytes on either side, and at least one entry.
    /// </summary>
    public readonly int MiddleByBytes()
    {
        var index = 1;
        while (index < Count - 1 && Offset(index) < _used / 2)
        {
            index++;
        }

        return index;
    }

    private static int EntryBytes(int keyBytes, int valueBytes) =>
        WordBytes + keyBytes + (valueBytes > InlineValueBytesMax ? 0 : valueBytes);

    private readonly int End(int index) => index + 1 == Count ? _used : Offset(index + 1);

    private readonly int Offset(int index) => Word(_data.Length - ((index + 1) * OffsetBytes));

    private readonly void SetOffset(int index, int offset) => Store(_data.Length - ((index + 1) * OffsetBytes), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Word(int at) => Unsafe.ReadUnaligned<int>(ref _data.AsSpan(at, WordBytes)[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store(int at, int word) => Unsafe.WriteUnaligned(ref _data.AsSpan(at, WordBytes)[0], word);

    private void Reserve(int bytes)
    {
        var needed = OccupiedBytes + bytes;
        if (needed <= _data.Length)
        {
            return;
        }

        // A power of two, whatever a trimmed page had: a page within its target size never takes more than that.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, InitialBytes));
        var grown = new byte[size];
        _data.AsSpan(0, _used).CopyTo(grown);
        var offsets = Count * OffsetBytes;
        _data.AsSpan(_data.Length - offsets).CopyTo(grown.AsSpan(size - offsets));
        _data = grown;
    }

    private void InsertOutOfLine(int index, byte[]? value)
    {
        if (_outOfLine is null && value is null)
        {
            return;
        }

        GrowOutOfLine(Count + 1);
        Array.Copy(_outOfLine!, index, _outOfLine!, index + 1, Count - index);
        _outOfLine![index] = value;
    }

    private void GrowOutOfLine(int count)
    {
        if (_outOfLine is null || _outOfLine.Length < count)
        {
            Array.Resize(ref _outOfLine, Math.Max(count, Count * 2));
        }
    }
}
