using System.Text.Json;

namespace Quorate.Tracing;

/// <summary>Reads the events of a trace, one after the other, and refuses what no run can have produced.</summary>
internal sealed class NdjsonEvents
{
    private readonly List<StampedEvent> _events = [];

    // Looked up by name only.
    private readonly Dictionary<string, int> _processes = [];
    private readonly int[] _places;

    /// <summary>Expects events of these processes.</summary>
    public NdjsonEvents(IReadOnlyList<TracedProcess> processes)
    {
        for (var process = 0; process < processes.Count; process++)
        {
            _processes.Add(processes[process].Name, process);
        }

        _places = new int[processes.Count];
    }

    /// <summary>What was read.</summary>
    public IReadOnlyList<StampedEvent> Events => _events;

    /// <summary>Reads a line.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Read(ReadOnlyMemory<char> line) => NdjsonReader.Parse(line, Read);

    private string? Read(JsonElement root)
    {
        if (NdjsonReader.NumberOf(root, "number") is not { } number
            || NdjsonReader.NumberOf(root, "time") is not (>= 0 and var time)
            || !NdjsonFormat.TryParse<TracedKind>(NdjsonReader.TextOf(root, "kind"), out var kind)
            || NdjsonReader.TextOf(root, "label") is not { } label)
        {
            return "an event needs a number, a time, a known kind and a label";
        }

        if (!_processes.TryGetValue(NdjsonReader.TextOf(root, "process") ?? "", out var process))
        {
            return "the event's process is not in the header";
        }

        var last = _events.Count == 0 ? null : _events[^1].Event;
        if (last is not null && (number <= last.Number || time < last.Time))
        {
            return "numbers must grow, and times must not decrease";
        }

        var traced = new TracedEvent
        {
            Number = number,
            Time = time,
            Process = process,
            Kind = kind,
            Label = label,
            Detail = NdjsonReader.TextOf(root, "detail") ?? "",
            View = Optional(root, "view"),
            Op = Optional(root, "op"),
            Commit = Optional(root, "commit"),
            IsPrimary = NdjsonReader.IsTrue(root, "primary"),
        };
        return ReadMessage(root, ref traced) ?? ReadStamps(root, traced);
    }

    private string? ReadMessage(JsonElement root, ref TracedEvent traced)
    {
        var isOfMessage = traced.IsSending || traced.Kind is TracedKind.Receive or TracedKind.Lost;
        if (NdjsonReader.NumberOf(root, "message") is not (> 0 and var message))
        {
            return isOfMessage ? "a message needs a number above 0" : null;
        }

        if (!_processes.TryGetValue(NdjsonReader.TextOf(root, "peer") ?? "", out var peer)
            || !NdjsonFormat.TryParse<MessageFamily>(NdjsonReader.TextOf(root, "family"), out var family))
        {
            return "a message needs a peer from the header and a known family";
        }

        traced = traced with { Message = message, Peer = peer, Family = family };
        return null;
    }

    private string? ReadStamps(JsonElement root, TracedEvent traced)
    {
        var counts = new List<int>();
        foreach (var element in NdjsonReader.ArrayOf(root, "vector"))
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var count) || count < 0
                || counts.Count == _places.Length)
            {
                return "a vector time has one count, 0 or more, for each process";
            }

            counts.Add(count);
        }

        if (NdjsonReader.NumberOf(root, "lamport") is not (>= 0 and var lamport))
        {
            return "an event needs a Lamport time";
        }

        var vector = new VectorTime([.. counts]);
        if (traced.IsOfProcess)
        {
            if (vector[traced.Process] <= _places[traced.Process])
            {
                return "each event of a process counts one more of them in its vector time";
            }

            _places[traced.Process] = vector[traced.Process];
        }

        _events.Add(new StampedEvent(traced, lamport, vector));
        return null;
    }

    private static ulong? Optional(JsonElement root, string name) =>
        NdjsonReader.NumberOf(root, name) is >= 0 and var number ? (ulong)number : null;
}
