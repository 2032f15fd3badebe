using System.Numerics;

namespace Quorate.KeyValue;

/// <summary>
/// Writes protobuf fields into a span that the caller has sized. Zero values are the caller's to omit.
/// </summary>
internal ref struct ProtoWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Position { get; private set; }

    public static int VarintBytes(ulong value) => 1 + (BitOperations.Log2(value | 1) / 7);

    /// <summary>Bytes of an int64 field with a one-byte tag; zero when proto3 omits it.</summary>
    public static int Int64FieldBytes(long value) => value == 0 ? 0 : 1 + VarintBytes((ulong)value);

    /// <summary>Bytes of a bytes or message field with a one-byte tag.</summary>
    public static int BytesFieldBytes(int length) => 1 + VarintBytes((ulong)length) + length;

    public void Int64Field(int field, long value)
    {
        if (value != 0)
        {
            WriteVarint((ulong)(field << 3));
            WriteVarint((ulong)value);
        }
    }

    public void BytesHeader(int field, int length)
    {
        WriteVarint((ulong)((field << 3) | ProtoReader.LengthDelimited));
        WriteVarint((ulong)length);
    }

    public Span<byte> Reserve(int count)
    {
        var part = _destination.Slice(Position, count);
        Position += count;
        return part;
    }

    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _destination[Position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[Position++] = (byte)value;
    }
}
