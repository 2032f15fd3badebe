using System.Collections.Concurrent;

namespace CausalLogs;

/// <summary>
/// The log of one service, kept in memory so that the sample can print it twice. Any provider that includes scopes
/// shows the causal time as well, such as the JSON console with <c>IncludeScopes</c>.
/// </summary>
internal sealed class RecordedLog(string service, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogRecord> _records = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogRecord> Records => [.. _records];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(RecordedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Keep(formatter(state, exception));
    }

    private void Keep(string message)
    {
        var causalTime = string.Empty;
        _scopes.ForEachScope(
            (scope, _) =>
            {
                var values = scope as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
                causalTime = values.FirstOrDefault(value => value.Key == "CausalTime").Value as string ?? causalTime;
            },
            this);
        _records.Enqueue(new LogRecord(causalTime, service, time.GetUtcNow(), message));
    }
}
