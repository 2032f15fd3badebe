using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// Reads fixed-width little-endian fields from untrusted bytes. Running past the end never throws: the reader becomes
/// <see cref="Failed"/> and yields zeros, and the caller checks <see cref="IsComplete"/> once at the end.
/// </summary>
public ref struct SpanReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether a read ran past the end, or <see cref="Fail"/> was called.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether every byte was read and none was missing.</summary>
    public readonly bool IsComplete => !Failed && Position == _source.Length;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _source.Length - Position;

    /// <summary>Marks the input as malformed.</summary>
    public void Fail() => Failed = true;

    /// <summary>Reads one byte.</summary>
    public byte U8() => Take(1) is { Length: 1 } part ? part[0] : (byte)0;

    /// <summary>Reads two bytes.</summary>
    public ushort U16() => Take(2) is { Length: 2 } part ? BinaryPrimitives.ReadUInt16LittleEndian(part) : (ushort)0;

    /// <summary>Reads four bytes.</summary>
    public uint U32() => Take(4) is { Length: 4 } part ? BinaryPrimitives.ReadUInt32LittleEndian(part) : 0;

    /// <summary>Reads eight bytes.</summary>
    public ulong U64() => Take(8) is { Length: 8 } part ? BinaryPrimitives.ReadUInt64LittleEndian(part) : 0;

    /// <summary>Reads eight bytes, two's complement.</summary>
    public long I64() => Take(8) is { Length: 8 } part ? BinaryPrimitives.ReadInt64LittleEndian(part) : 0;

    /// <summary>Reads sixteen bytes.</summary>
    public UInt128 U128() => Take(16) is { Length: 16 } part ? BinaryPrimitives.ReadUInt128LittleEndian(part) : 0;

    /// <summary>Reads a flag that must be 0 or 1, so that every value has one encoding.</summary>
    public bool Flag()
    {
        var value = U8();
        Failed |= value > 1;
        return value == 1;
    }

    /// <summary>Reads <paramref name="count"/> bytes; empty when there are fewer, or the count is negative.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count < 0 || count > Remaining)
        {
            Failed = true;
            return default;
        }

        var part = _source.Slice(Position, count);
        Position += count;
        return part;
    }
}
