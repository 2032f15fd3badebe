using System.Buffers;

namespace Quorate.Cli.Etcd;

/// <summary>Writes one protocol buffers message; enough of the format for etcd's requests.</summary>
internal sealed class ProtoWriter
{
    private const int WireVarint = 0;
    private const int WireBytes = 2;

    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Writes a bytes field; an empty value is left out, as proto3 does.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        if (value.Length > 0)
        {
            Tag(field, WireBytes);
            Varint((ulong)value.Length);
            buffer.Write(value);
        }

        return this;
    }

    /// <summary>Writes an embedded message, also when it is empty.</summary>
    public ProtoWriter Message(int field, ProtoWriter message)
    {
        Tag(field, WireBytes);
        Varint((ulong)message.Written.Length);
        buffer.Write(message.Written);
        return this;
    }

    /// <summary>Writes an integer field; zero is left out.</summary>
    public ProtoWriter Int64(int field, long value)
    {
        if (value != 0)
        {
            Tag(field, WireVarint);
            Varint((ulong)value);
        }

        return this;
    }

    /// <summary>Writes an integer field of a oneof, also when it is zero.</summary>
    public ProtoWriter OneOfInt64(int field, long value)
    {
        Tag(field, WireVarint);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Writes a boolean field; false is left out.</summary>
    public ProtoWriter Bool(int field, bool value) => Int64(field, value ? 1 : 0);

    /// <summary>Copies the message out.</summary>
    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    private void Tag(int field, int wire) => Varint((ulong)((field << 3) | wire));

    private void Varint(ulong value)
    {
        var span = buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        buffer.Advance(length);
    }
}
