using System.Buffers.Binary;

namespace Quorate;

/// <summary>
/// Restores canonical state from bytes that a <see cref="CanonicalWriter"/> of the same version wrote.
/// </summary>
public sealed class CanonicalReader(ReadOnlyMemory<byte> source) : CanonicalCodec
{
    private ReadOnlyMemory<byte> _rest = source;

    /// <inheritdoc/>
    public override bool IsReading => true;

    /// <summary>Whether everything has been read.</summary>
    public bool IsAtEnd => _rest.IsEmpty;

    /// <inheritdoc/>
    public override ulong U64(ulong current)
    {
        Contract.Assert(_rest.Length >= sizeof(ulong), "canonical state is complete");
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_rest.Span);
        _rest = _rest[sizeof(ulong)..];
        return value;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> current)
    {
        var length = U64(0);
        Contract.Assert(length <= (ulong)_rest.Length, "canonical state is complete");
        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }
}
