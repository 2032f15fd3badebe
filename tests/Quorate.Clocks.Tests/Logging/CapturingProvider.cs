using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Quorate.Clocks.Tests;

/// <summary>Keeps records with the scopes around them.</summary>
internal sealed class CapturingProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<CapturedRecord> _records = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<CapturedRecord> Records => [.. _records];

    public IEnumerable<CapturedRecord> Of(string category) => Records.Where(record => record.Category == category);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(CapturingProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<KeyValuePair<string, object?>>();
            owner._scopes.ForEachScope(
                (scope, found) => found.AddRange(scope as IEnumerable<KeyValuePair<string, object?>> ?? []), scopes);
            owner._records.Enqueue(new CapturedRecord(category, logLevel, formatter(state, exception), scopes));
        }
    }
}
