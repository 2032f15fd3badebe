namespace Quorate;

/// <summary>Collects items into the buffer that becomes an entry, so that each operation is copied once.</summary>
public sealed class EntryBuilder
{
    private const int BufferBytesMin = 1024;
    private const int BufferBytesExpectedMax = 64 << 10;
    private byte[] _buffer = [];

    // Under load one batch is about as large as the one before: its buffer then need not grow step by step.
    private int _expected = BufferBytesMin;
    private int _length = EntryHeader.EncodedLength;

    /// <summary>Items collected.</summary>
    public int ItemCount { get; private set; }

    /// <summary>Bytes of the body so far.</summary>
    public int BodyLength => _length - EntryHeader.EncodedLength;

    /// <summary>Appends one item.</summary>
    public void Add(in EntryItem item)
    {
        Reserve(item.EncodedLength);
        var writer = new SpanWriter(_buffer.AsSpan(_length));
        item.Write(ref writer);
        _length += writer.Position;
        ItemCount++;
    }

    /// <summary>Makes the entry and empties the builder.</summary>
    /// <param name="header">Everything but checksums, item count and length.</param>
    public Entry Seal(EntryHeader header)
    {
        Reserve(0);
        var entry = Entry.Seal(header with { ItemCount = ItemCount }, _buffer.AsMemory(0, _length));
        _expected = Math.Clamp(_length, BufferBytesMin, BufferBytesExpectedMax);
        _buffer = [];
        _length = EntryHeader.EncodedLength;
        ItemCount = 0;
        return entry;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count || _buffer.Length == 0)
        {
            var wanted = Math.Max(_expected, Math.Max(_length + count, _buffer.Length * 2));
            Array.Resize(ref _buffer, wanted);
        }
    }
}
