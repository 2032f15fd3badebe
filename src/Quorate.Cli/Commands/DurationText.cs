using System.CommandLine.Parsing;
using System.Globalization;

namespace Quorate.Cli.Commands;

/// <summary>Reads durations such as <c>500ms</c>, <c>20s</c>, <c>2m</c>, or a plain number of seconds.</summary>
internal static class DurationText
{
    /// <summary>Parses an option's value; a bad one becomes the command line's error.</summary>
    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        if (TryParse(text, out var duration))
        {
            return duration;
        }

        result.AddError($"'{text}' is not a duration: write 500ms, 20s or 2m.");
        return null;
    }

    /// <summary>Parses a duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (digits, milliseconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1.0),
            _ when text.EndsWith('s') => (text[..^1], 1000.0),
            _ when text.EndsWith('m') => (text[..^1], 60_000.0),
            _ => (text, 1000.0),
        };
        duration = default;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number * milliseconds > int.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(number * milliseconds);
        return true;
    }
}
