using System.Globalization;
using System.Text.RegularExpressions;

namespace Quorate.EndToEnd.Tests.Tracing;

/// <summary>Reads what <c>strace -f -xx</c> wrote: calls of many threads, whose ends may come on later lines.</summary>
internal static partial class SystemCallTrace
{
    /// <summary>Reads a trace.</summary>
    /// <returns>The calls in the order in which they began; those that failed are left out.</returns>
    public static IReadOnlyList<SystemCall> Read(string path)
    {
        var calls = new List<SystemCall>();
        var unfinished = new Dictionary<string, SystemCall>(StringComparer.Ordinal);
        var lineNumber = 0;
        foreach (var line in File.ReadLines(path))
        {
            lineNumber++;
            var split = line.IndexOf(' ', StringComparison.Ordinal);
            if (split < 0)
            {
                continue;
            }

            var (thread, text) = (line[..split], line[split..].TrimStart());
            if (Resumed().IsMatch(text))
            {
                if (unfinished.Remove(thread, out var begun) && Succeeded().IsMatch(text))
                {
                    calls.Add(begun with { Returned = lineNumber });
                }
            }
            else if (Parse(text, lineNumber) is { } call)
            {
                if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal))
                {
                    unfinished[thread] = call with { Returned = int.MaxValue };
                }
                else if (Succeeded().IsMatch(text))
                {
                    calls.Add(call);
                }
            }
        }

        calls.AddRange(unfinished.Values);
        return [.. calls.OrderBy(call => call.Entered)];
    }

    private static SystemCall? Parse(string text, int lineNumber)
    {
        var match = Call().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var data = string.Concat(Quoted().Matches(text).Select(quoted => quoted.Groups[1].Value));
        var bytes = Convert.FromHexString(data.Replace("\\x", string.Empty, StringComparison.Ordinal));
        var descriptor = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        var place = LastArgument().Match(text);
        var offset = place.Success ? long.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new SystemCall(match.Groups[1].Value, descriptor, bytes, offset, lineNumber, lineNumber);
    }

    [GeneratedRegex(@"^(\w+)\((\d+)")]
    private static partial Regex Call();

    [GeneratedRegex(@", (\d+)(?:\) += \d+| <unfinished \.\.\.>)\s*$")]
    private static partial Regex LastArgument();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"= \d+\s*$")]
    private static partial Regex Succeeded();

    [GeneratedRegex("\"((?:\\\\x[0-9a-f]{2})*)\"")]
    private static partial Regex Quoted();
}
