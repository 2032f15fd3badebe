using System.Globalization;
using System.IO.Hashing;

namespace Quorate;

/// <summary>
/// A 128-bit XXH3 checksum. It detects accidents (crash faults, bad disks and wires), not forgery: where nodes may lie,
/// PBFT uses SHA-256 digests and signatures instead.
/// </summary>
/// <param name="Value">The checksum.</param>
public readonly record struct Checksum(UInt128 Value)
{
    /// <summary>The checksum of <paramref name="bytes"/>.</summary>
    public static Checksum Of(ReadOnlySpan<byte> bytes) => new(XxHash128.HashToUInt128(bytes));

    /// <summary>The checksum of <paramref name="bytes"/> under a seed that separates domains.</summary>
    public static Checksum Of(ReadOnlySpan<byte> bytes, long seed) => new(XxHash128.HashToUInt128(bytes, seed));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
