using Microsoft.Extensions.Logging;

namespace Quorate.Clocks;

/// <summary>Everything the clock logs, each once in the life of a process; the counters go on.</summary>
internal static partial class ClockLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "The header {Header} '{Value}' from {From} has a version that is not known here; it is ignored, so that the "
        + "order of events is not kept across this call. Update this service before the others send a new version. "
        + "Further ones are only counted (quorate.clock.received)")]
    public static partial void UnknownVersion(ILogger logger, string header, string value, string from);

    [LoggerMessage(2, LogLevel.Warning,
        "The header {Header} '{Value}' from {From} is no time; it is ignored. Find out who writes it: this library "
        + "sends '1-' and 16 hexadecimal digits, once. Further ones are only counted (quorate.clock.received)")]
    public static partial void Malformed(ILogger logger, string header, string value, string from);

    [LoggerMessage(3, LogLevel.Error,
        "A time from {From} is {AheadSeconds:F3} s ahead of this machine's wall clock, and {MaxSeconds:F3} s is "
        + "accepted at most; it is not taken over. Compare both machines' clocks with a time server; if they may "
        + "differ that much, raise MaxSkew. Further ones are only counted (quorate.clock.received)")]
    public static partial void TooFarAhead(ILogger logger, string from, double aheadSeconds, double maxSeconds);
}
