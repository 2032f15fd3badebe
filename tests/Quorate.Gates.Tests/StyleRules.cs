using System.Text.RegularExpressions;

namespace Quorate.Gates.Tests;

/// <summary>What a source file may look like, beyond what the compiler and its analyzers check.</summary>
internal static partial class StyleRules
{
    private const int LinesMax = 400;
    private const int TestLinesMax = 600;
    private const int ColumnsMax = 120;

    /// <summary>Lists what is wrong with a file, as sentences that begin with its path and line.</summary>
    public static IEnumerable<string> Violations(string path, string text)
    {
        var lines = text.Split('\n');
        var lineCount = text.EndsWith('\n') ? lines.Length - 1 : lines.Length;
        var limit = path.StartsWith("tests", StringComparison.Ordinal) ? TestLinesMax : LinesMax;
        if (lineCount > limit)
        {
            yield return $"{path} has {lineCount} lines; the limit is {limit}. Split it by what it owns.";
        }

        if (lines.Count(line => PublicType().IsMatch(line)) > 1)
        {
            yield return $"{path} declares more than one public type; each has a file of its own.";
        }

        for (var index = 0; index < lineCount; index++)
        {
            if (Fault(lines[index]) is { } fault)
            {
                yield return $"{path}:{index + 1} {fault}";
            }
        }
    }

    private static string? Fault(string line) => line switch
    {
        { Length: > ColumnsMax } => $"is {line.Length} characters long; the limit is {ColumnsMax}",
        _ when line.Contains('\t') => "contains a tab",
        _ when line.Contains('\r') => "ends in a carriage return",
        _ when Promise().IsMatch(line) => "promises work; do it, or open an issue",
        _ when DeadCode().IsMatch(line) => "looks like code that was commented out",
        _ when PragmaWithoutReason().IsMatch(line) => "suppresses a warning without a reason on the same line",
        _ => null,
    };

    [GeneratedRegex(@"^public .*\b(class|struct|interface|enum|record|delegate)\b")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")]
    private static partial Regex Promise();

    [GeneratedRegex(@"^\s*//(?!/).*[;{}]\s*$")]
    private static partial Regex DeadCode();

    [GeneratedRegex(@"#pragma warning disable(?!.*//)")]
    private static partial Regex PragmaWithoutReason();
}
