namespace Quorate.Tracing;

/// <summary>One event of a run, as it was observed.</summary>
public sealed record TracedEvent
{
    /// <summary>Its place among all events of the run, from 1 on.</summary>
    public required long Number { get; init; }

    /// <summary>When it happened, in simulated nanoseconds since the run began.</summary>
    public required long Time { get; init; }

    /// <summary>The process it happened at; of a lost message, the sender.</summary>
    public required int Process { get; init; }

    /// <summary>What happened.</summary>
    public required TracedKind Kind { get; init; }

    /// <summary>What happened, in a few words.</summary>
    public required string Label { get; init; }

    /// <summary>What else is known of it; may be empty.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The other process of a message, or -1.</summary>
    public int Peer { get; init; } = -1;

    /// <summary>What pairs a sending with what became of it: equal and above 0 in both, 0 in other events.</summary>
    public long Message { get; init; }

    /// <summary>What the message is about.</summary>
    public MessageFamily Family { get; init; }

    /// <summary>The view that the process is in, or enters; null where there is none.</summary>
    public ulong? View { get; init; }

    /// <summary>The op concerned, or the head of the log; null where there is none.</summary>
    public ulong? Op { get; init; }

    /// <summary>The commit number then; null where it is not known.</summary>
    public ulong? Commit { get; init; }

    /// <summary>Whether the process leads the view that it enters.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Whether it is the sending of a message.</summary>
    public bool IsSending => Kind is TracedKind.Send or TracedKind.Request or TracedKind.Reply;

    /// <summary>Whether it happened at its process, and not in the network.</summary>
    public bool IsOfProcess => Kind != TracedKind.Lost;
}
