using System.Buffers.Binary;
using System.Globalization;

namespace Quorate.Broadcast;

/// <summary>
/// The value of a hybrid logical clock at an event (Kulkarni et al. 2014): 48 bits of milliseconds since 1970 and 16
/// bits of counter, packed so that the order of the numbers is the order of the times (clocks.md H4). Encoded as eight
/// bytes, little-endian.
/// </summary>
/// <param name="Packed">Milliseconds in the upper 48 bits, the counter in the lower 16.</param>
public readonly record struct HybridTimestamp(ulong Packed) : IComparable<HybridTimestamp>
{
    /// <summary>Bytes of every encoded timestamp.</summary>
    public const int EncodedBytes = sizeof(ulong);

    /// <summary>Bits of the counter.</summary>
    internal const int CounterBits = 16;

    private const long ReadableMillisecondsMax = 253_402_300_799_999;

    /// <summary>Packs a time.</summary>
    /// <param name="milliseconds">Milliseconds since 1970, below 2^48.</param>
    /// <param name="counter">The counter.</param>
    public HybridTimestamp(long milliseconds, ushort counter)
        : this(((ulong)milliseconds << CounterBits) | counter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(milliseconds, 1L << (64 - CounterBits));
    }

    /// <summary>Before every event.</summary>
    public static HybridTimestamp Zero => default;

    /// <summary>
    /// The physical part, <c>l</c>: milliseconds since 1970, the highest that the event has heard of.
    /// </summary>
    public long Milliseconds => (long)(Packed >> CounterBits);

    /// <summary>The logical part, <c>c</c>: orders events of one millisecond.</summary>
    public ushort Counter => (ushort)Packed;

    /// <summary>Writes the one encoding of this timestamp.</summary>
    /// <param name="destination">At least <see cref="EncodedBytes"/> bytes.</param>
    /// <returns>Whether there was room; nothing is written without.</returns>
    public bool TryWrite(Span<byte> destination) => BinaryPrimitives.TryWriteUInt64LittleEndian(destination, Packed);

    /// <summary>Reads a timestamp from untrusted bytes.</summary>
    /// <param name="source">Exactly <see cref="EncodedBytes"/> bytes; any other length is refused.</param>
    /// <param name="timestamp">What they say.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out HybridTimestamp timestamp)
    {
        timestamp = default;
        if (source.Length != EncodedBytes)
        {
            return false;
        }

        timestamp = new HybridTimestamp(BinaryPrimitives.ReadUInt64LittleEndian(source));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(HybridTimestamp other) => Packed.CompareTo(other.Packed);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(HybridTimestamp left, HybridTimestamp right) => left.Packed < right.Packed;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(HybridTimestamp left, HybridTimestamp right) => left.Packed > right.Packed;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(HybridTimestamp left, HybridTimestamp right) => left.Packed <= right.Packed;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(HybridTimestamp left, HybridTimestamp right) => left.Packed >= right.Packed;

    /// <summary>
    /// The time and the counter, such as <c>2026-11-22T20:44:57.000Z+00003</c>: up to the year 9999 the order of the
    /// texts is the order of the times.
    /// </summary>
    public override string ToString() => Milliseconds <= ReadableMillisecondsMax
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}+{Counter:D5}")
        : string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}ms+{Counter:D5}");
}
