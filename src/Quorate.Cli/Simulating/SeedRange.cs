using System.Globalization;

namespace Quorate.Cli.Simulating;

/// <summary>Consecutive seeds.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, included.</param>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    /// <summary>How many seeds there are.</summary>
    public ulong Count => Last - First + 1;

    /// <summary>Reads <c>1..300</c>, or one number for one seed.</summary>
    public static bool TryParse(string text, out SeedRange range)
    {
        var separator = text.IndexOf("..", StringComparison.Ordinal);
        var (first, last) = separator < 0 ? (text, text) : (text[..separator], text[(separator + 2)..]);
        range = default;
        if (!ulong.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !ulong.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || to < from || to == ulong.MaxValue)
        {
            return false;
        }

        range = new SeedRange(from, to);
        return true;
    }
}
