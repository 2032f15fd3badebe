using System.Text.Json;

namespace Quorate.Tracing;

/// <summary>
/// Names of the trace format (docs/tracing.md): one JSON object a line, the first of which is the header.
/// </summary>
internal static class NdjsonFormat
{
    /// <summary>What the header's field "format" says.</summary>
    public const string Name = "quorate-trace";

    /// <summary>The version written here, and the only one read.</summary>
    public const int Version = 1;

    /// <summary>The longest line that is read, in characters.</summary>
    public const int LineMax = 1 << 20;

    /// <summary>How a value of an enumeration is written.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Finds the value that is written so.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (NameOf(candidate) == name)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
