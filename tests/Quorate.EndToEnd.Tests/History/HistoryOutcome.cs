namespace Quorate.EndToEnd.Tests.History;

/// <summary>What a client knows about an operation when the run is over.</summary>
internal enum HistoryOutcome
{
    /// <summary>The server answered.</summary>
    Acknowledged,

    /// <summary>The server refused it, definitely without effect.</summary>
    Refused,

    /// <summary>No answer, or one that leaves the outcome open: it may have executed, or may still.</summary>
    Unknown,
}
