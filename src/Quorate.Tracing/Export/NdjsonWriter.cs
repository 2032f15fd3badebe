using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Quorate.Tracing;

/// <summary>Writes a trace as NDJSON: the header, then one event a line. The schema is in docs/tracing.md.</summary>
public static class NdjsonWriter
{
    /// <summary>Writes all of a trace.</summary>
    public static string Write(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var text = new StringBuilder();
        var buffer = new ArrayBufferWriter<byte>();
        WriteLine(text, buffer, json => WriteHeader(json, trace));
        foreach (var stamped in trace.Events)
        {
            WriteLine(text, buffer, json => WriteEvent(json, trace.Processes, stamped));
        }

        return text.ToString();
    }

    private static void WriteLine(StringBuilder text, ArrayBufferWriter<byte> buffer, Action<Utf8JsonWriter> write)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        text.Append(Encoding.UTF8.GetString(buffer.WrittenSpan)).Append('\n');
    }

    private static void WriteHeader(Utf8JsonWriter json, Trace trace)
    {
        json.WriteString("format", NdjsonFormat.Name);
        json.WriteNumber("version", NdjsonFormat.Version);
        json.WriteString("title", trace.Title);
        json.WriteStartArray("processes");
        foreach (var process in trace.Processes)
        {
            json.WriteStartObject();
            json.WriteString("name", process.Name);
            json.WriteString("role", NdjsonFormat.NameOf(process.Role));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("omittedBefore", trace.OmittedBefore);
        json.WriteNumber("omittedAfter", trace.OmittedAfter);
        json.WriteStartArray("marks");
        foreach (var mark in trace.Marks)
        {
            json.WriteStartObject();
            json.WriteNumber("time", mark.Time);
            json.WriteString("text", mark.Text);
            json.WriteBoolean("failure", mark.IsFailure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, IReadOnlyList<TracedProcess> processes, StampedEvent stamped)
    {
        var traced = stamped.Event;
        json.WriteNumber("number", traced.Number);
        json.WriteNumber("time", traced.Time);
        json.WriteString("process", processes[traced.Process].Name);
        json.WriteString("kind", NdjsonFormat.NameOf(traced.Kind));
        json.WriteString("label", traced.Label);
        if (traced.Detail.Length > 0)
        {
            json.WriteString("detail", traced.Detail);
        }

        if (traced.Message != 0)
        {
            json.WriteString("peer", processes[traced.Peer].Name);
            json.WriteNumber("message", traced.Message);
            json.WriteString("family", NdjsonFormat.NameOf(traced.Family));
        }

        WriteOptional(json, "view", traced.View);
        WriteOptional(json, "op", traced.Op);
        WriteOptional(json, "commit", traced.Commit);
        if (traced.IsPrimary)
        {
            json.WriteBoolean("primary", true);
        }

        json.WriteNumber("lamport", stamped.Lamport);
        json.WriteStartArray("vector");
        for (var process = 0; process < stamped.Vector.Length; process++)
        {
            json.WriteNumberValue(stamped.Vector[process]);
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, ulong? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
