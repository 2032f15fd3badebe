using System.Globalization;

namespace Quorate;

/// <summary>The random 128-bit identity of a cluster, minted once; every message and record is bound to it.</summary>
/// <param name="Value">The identity; zero is no cluster.</param>
public readonly record struct ClusterId(UInt128 Value)
{
    /// <summary>Parses 32 hexadecimal digits.</summary>
    /// <param name="text">The digits, without prefix.</param>
    /// <param name="id">The identity, when the text is one.</param>
    /// <returns>Whether the text was an identity other than zero.</returns>
    public static bool TryParse(string? text, out ClusterId id)
    {
        var parsed = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && text!.Length == 32 && value != 0;
        id = parsed ? new ClusterId(value) : default;
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
