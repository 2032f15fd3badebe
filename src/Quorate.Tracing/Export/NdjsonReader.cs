using System.Text.Json;

namespace Quorate.Tracing;

/// <summary>Reads what <see cref="NdjsonWriter"/> writes. Fields that it does not know are skipped.</summary>
public static class NdjsonReader
{
    /// <summary>Reads a trace.</summary>
    /// <param name="text">All of the file.</param>
    /// <param name="trace">The trace, when it is good.</param>
    /// <param name="error">What is wrong with it otherwise, with the line.</param>
    public static bool TryRead(string text, out Trace? trace, out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        trace = null;
        error = null;
        Trace? header = null;
        NdjsonEvents? events = null;
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsMemory(range).TrimEnd('\r');
            if (line.IsEmpty)
            {
                continue;
            }

            error = header is null ? ReadHeader(line, out header) : events!.Read(line);
            if (error is not null)
            {
                error = $"line {number}: {error}";
                return false;
            }

            events ??= new NdjsonEvents(header!.Processes);
        }

        error = header is null ? "the trace is empty" : null;
        trace = header is null ? null : header with { Events = events!.Events };
        return header is not null;
    }

    /// <summary>Parses a line that has to be an object.</summary>
    internal static string? Parse(ReadOnlyMemory<char> line, Func<JsonElement, string?> read)
    {
        if (line.Length > NdjsonFormat.LineMax)
        {
            return $"longer than {NdjsonFormat.LineMax} characters";
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement) : "not a JSON object";
        }
        catch (JsonException malformed)
        {
            return $"not JSON: {malformed.Message}";
        }
    }

    /// <summary>Reads a text, or null when there is none.</summary>
    internal static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    /// <summary>Reads a whole number, or null when there is none.</summary>
    internal static long? NumberOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number : null;

    /// <summary>Reads an array, or none of its elements.</summary>
    internal static IEnumerable<JsonElement> ArrayOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray() : [];

    /// <summary>Whether a field is there and true.</summary>
    internal static bool IsTrue(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? ReadHeader(ReadOnlyMemory<char> line, out Trace? header)
    {
        Trace? read = null;
        var error = Parse(line, root =>
        {
            if (TextOf(root, "format") != NdjsonFormat.Name)
            {
                return $"the first line is not the header of a {NdjsonFormat.Name}";
            }

            if (NumberOf(root, "version") != NdjsonFormat.Version)
            {
                return $"version {NumberOf(root, "version")} is not known; this program reads {NdjsonFormat.Version}";
            }

            var processes = new List<TracedProcess>();
            foreach (var element in ArrayOf(root, "processes"))
            {
                if (element.ValueKind != JsonValueKind.Object || TextOf(element, "name") is not { Length: > 0 } name
                    || !NdjsonFormat.TryParse<ProcessRole>(TextOf(element, "role"), out var role)
                    || processes.Exists(other => other.Name == name))
                {
                    return "a process needs a name of its own and a known role";
                }

                processes.Add(new TracedProcess(name, role));
            }

            read = new Trace
            {
                Title = TextOf(root, "title") ?? "",
                Processes = processes,
                Events = [],
                OmittedBefore = NumberOf(root, "omittedBefore") ?? 0,
                OmittedAfter = NumberOf(root, "omittedAfter") ?? 0,
                Marks = [.. ArrayOf(root, "marks")
                    .Where(mark => mark.ValueKind == JsonValueKind.Object)
                    .Select(mark => new TraceMark(
                        NumberOf(mark, "time") ?? 0, TextOf(mark, "text") ?? "", IsTrue(mark, "failure")))],
            };
            return null;
        });
        header = read;
        return error;
    }
}
