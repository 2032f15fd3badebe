using Microsoft.Extensions.Logging;

namespace Quorate.Cli.Serving;

/// <summary>
/// Quorate's own events from information upwards, everybody else's from warning upwards, on standard error.
/// </summary>
internal sealed class LineLoggerFactory : ILoggerFactory
{
    private readonly LineLogger own = new(LogLevel.Information);
    private readonly LineLogger others = new(LogLevel.Warning);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("There is one place to log to.");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Quorate", StringComparison.Ordinal) ? own : others;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
