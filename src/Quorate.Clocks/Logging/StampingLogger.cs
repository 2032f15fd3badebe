using Microsoft.Extensions.Logging;
using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>Gives each record that is written a time of its own, the same for all providers.</summary>
internal sealed class StampingLogger(ILogger inner, CausalClock clock) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (inner.IsEnabled(logLevel))
        {
            using (inner.BeginScope(new TimeScope(Now())))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

    private HybridTimestamp? Now()
    {
        try
        {
            return clock.Now();
        }
        catch (HighWaterMarkException)
        {
            // The record is worth more than its time, and says that this is unknown; whoever sends a message hears why.
            return null;
        }
    }
}
