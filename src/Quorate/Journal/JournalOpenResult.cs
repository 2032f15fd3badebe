namespace Quorate;

/// <summary>What <see cref="Quorate.Journal.Open"/> found: an open journal, or the reason why there is none.</summary>
public sealed record JournalOpenResult
{
    /// <summary><see cref="JournalOpenError.None"/> when the journal is open.</summary>
    public JournalOpenError Error { get; init; }

    /// <summary>A sentence for the operator when it is not.</summary>
    public string Message { get; init; } = "";

    /// <summary>The journal, when it is open.</summary>
    public Journal? Journal { get; init; }

    /// <summary>What it held, when it is open.</summary>
    public RecoveredState? Recovered { get; init; }

    /// <summary>How often this replica has been started, this start included; already durable.</summary>
    public Incarnation Incarnation { get; init; }
}
