using System.Buffers.Binary;

namespace Quorate.Cli.Etcd;

/// <summary>Reads one protocol buffers message from bytes that a server sent.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> message = message;
    private int position;

    /// <summary>The current field's number.</summary>
    public int Field { get; private set; }

    /// <summary>The current field's value when it is a number; signed values in two's complement.</summary>
    public ulong Number { get; private set; }

    /// <summary>The current field's value when it is bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Moves to the next field.</summary>
    /// <exception cref="FormatException">The bytes are not a protocol buffers message.</exception>
    public bool Next()
    {
        if (position == message.Length)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException($"The reply holds an unknown wire type in field {Field}.");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(message.Length - position))
        {
            throw new FormatException("The reply ends in the middle of a field.");
        }

        var taken = message.Slice(position, (int)length);
        position += (int)length;
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("The reply holds a number that is too long.");
    }
}
