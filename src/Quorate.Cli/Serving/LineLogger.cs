using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Quorate.Cli.Serving;

/// <summary>Writes each log event as one line on standard error: time, level, message.</summary>
internal sealed class LineLogger(LogLevel minimum) : ILogger
{
    private const string TimeFormat = "HH:mm:ss.fff";
    private const string Information = "info ";
    private const string Warning = "warn ";

    /// <summary>Whether a line that a replica printed is of the information level, or below.</summary>
    public static bool IsInformation(string line) => HasLevel(line, Information) || HasLevel(line, "debug");

    /// <summary>Whether a line that a replica printed is a warning.</summary>
    public static bool IsWarning(string line) => HasLevel(line, Warning);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var time = DateTime.Now.ToString(TimeFormat, CultureInfo.InvariantCulture);
            var cause = exception is null ? string.Empty : $" ({exception.GetType().Name}: {exception.Message})";
            // One call per line, so that lines of several threads do not mix.
            Console.Error.WriteLine($"{time} {Name(logLevel)} {formatter(state, exception)}{cause}");
        }
    }

    private static bool HasLevel(string line, string level) =>
        line.Length > TimeFormat.Length
        && line.AsSpan(TimeFormat.Length + 1).StartsWith(level, StringComparison.Ordinal);

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => Information,
        LogLevel.Warning => Warning,
        _ => "error",
    };
}
