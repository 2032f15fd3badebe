namespace Quorate.Tracing;

/// <summary>A run, or a part of one: who took part, what happened, in the order in which it was observed.</summary>
public sealed record Trace
{
    /// <summary>What was run, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>The processes; events name them by index.</summary>
    public required IReadOnlyList<TracedProcess> Processes { get; init; }

    /// <summary>The events, by number; times never decrease.</summary>
    public required IReadOnlyList<StampedEvent> Events { get; init; }

    /// <summary>What is to be said of moments of the run.</summary>
    public IReadOnlyList<TraceMark> Marks { get; init; } = [];

    /// <summary>Events of the run before the first one here.</summary>
    public long OmittedBefore { get; init; }

    /// <summary>Events of the run after the last one here.</summary>
    public long OmittedAfter { get; init; }

    /// <summary>Stamps events and makes a trace of them: for events that come from somewhere else.</summary>
    public static Trace Of(string title, IReadOnlyList<TracedProcess> processes, IEnumerable<TracedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var stamper = new CausalStamper();
        return new Trace { Title = title, Processes = processes, Events = [.. events.Select(stamper.Stamp)] };
    }
}
