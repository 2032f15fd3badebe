using System.Buffers;
using System.Buffers.Binary;

namespace Quorate;

/// <summary>Writes canonical state.</summary>
public sealed class CanonicalWriter(IBufferWriter<byte> destination) : CanonicalCodec
{
    /// <inheritdoc/>
    public override bool IsReading => false;

    /// <inheritdoc/>
    public override ulong U64(ulong current)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination.GetSpan(sizeof(ulong)), current);
        destination.Advance(sizeof(ulong));
        return current;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> current)
    {
        U64((ulong)current.Length);
        destination.Write(current.Span);
        return current;
    }
}
