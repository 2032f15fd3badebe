using System.Buffers.Binary;
using System.Globalization;

namespace Quorate.Broadcast;

/// <summary>
/// The value of a Lamport clock at an event. If a happened before b, then a's value is below b's; the converse does not
/// hold (clocks.md L3). Encoded as eight bytes, little-endian.
/// </summary>
/// <param name="Value">The count; zero is before every event.</param>
public readonly record struct LamportTimestamp(ulong Value) : IComparable<LamportTimestamp>
{
    /// <summary>Bytes of every encoded timestamp.</summary>
    public const int EncodedBytes = sizeof(ulong);

    /// <summary>Before every event.</summary>
    public static LamportTimestamp Zero => default;

    /// <summary>Writes the one encoding of this timestamp.</summary>
    /// <param name="destination">At least <see cref="EncodedBytes"/> bytes.</param>
    /// <returns>Whether there was room; nothing is written without.</returns>
    public bool TryWrite(Span<byte> destination) => BinaryPrimitives.TryWriteUInt64LittleEndian(destination, Value);

    /// <summary>Reads a timestamp from untrusted bytes.</summary>
    /// <param name="source">Exactly <see cref="EncodedBytes"/> bytes; any other length is refused.</param>
    /// <param name="timestamp">What they say.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out LamportTimestamp timestamp)
    {
        timestamp = default;
        if (source.Length != EncodedBytes)
        {
            return false;
        }

        timestamp = new LamportTimestamp(BinaryPrimitives.ReadUInt64LittleEndian(source));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(LamportTimestamp other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> is smaller.</summary>
    public static bool operator <(LamportTimestamp left, LamportTimestamp right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is larger.</summary>
    public static bool operator >(LamportTimestamp left, LamportTimestamp right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is not larger.</summary>
    public static bool operator <=(LamportTimestamp left, LamportTimestamp right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is not smaller.</summary>
    public static bool operator >=(LamportTimestamp left, LamportTimestamp right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
