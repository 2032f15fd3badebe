using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Quorate.Hosting.Tests;

/// <summary>Keeps what the hosts logged, for the failure message and for tests of what an operator reads.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel}: {formatter(state, exception)}");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', _lines);
}
