using System.Buffers;
using System.Globalization;
using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// The header that carries the time, in requests and responses (clocks.md S1): <c>Quorate-Time: 1-</c> and 16 lowercase
/// hexadecimal digits, the packed <see cref="HybridTimestamp"/>. The number before the dash is the version.
/// </summary>
public static class CausalTimeHeader
{
    /// <summary>The header's name.</summary>
    public const string Name = "Quorate-Time";

    /// <summary>The length of every value of version 1.</summary>
    public const int Length = 18;

    private const string Prefix = "1-";
    private const int ValueLengthMax = 64;
    private const int VersionDigitsMax = 5;
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>The one text of a time.</summary>
    public static string Format(HybridTimestamp time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{time.Packed:x16}");

    /// <summary>Reads an untrusted value.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="time">The time, when it is one.</param>
    public static HeaderReading Read(ReadOnlySpan<char> value, out HybridTimestamp time)
    {
        time = default;
        var dash = value.Length <= ValueLengthMax ? value.IndexOf('-') : -1;
        if (dash is < 1 or > VersionDigitsMax || value[..dash].ContainsAnyExceptInRange('0', '9'))
        {
            return HeaderReading.Malformed;
        }

        if (!value[..(dash + 1)].SequenceEqual(Prefix))
        {
            return HeaderReading.UnknownVersion;
        }

        var digits = value[(dash + 1)..];
        if (value.Length != Length || digits.ContainsAnyExcept(s_digits))
        {
            return HeaderReading.Malformed;
        }

        time = new HybridTimestamp(ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return HeaderReading.Time;
    }
}
