namespace CausalLogs;

/// <summary>One record of a service's log. Records are ordered by causal time, and at equal times by service.</summary>
/// <param name="CausalTime">What Quorate.Clocks stamped on it.</param>
/// <param name="Service">Whose log it is from.</param>
/// <param name="Wall">What that service's wall clock showed.</param>
/// <param name="Message">The text.</param>
internal sealed record LogRecord(string CausalTime, string Service, DateTimeOffset Wall, string Message)
    : IComparable<LogRecord>
{
    public int CompareTo(LogRecord? other) => other is null
        ? 1
        : string.CompareOrdinal(CausalTime + Service, other.CausalTime + other.Service);
}
