using Microsoft.Extensions.Logging;

namespace Quorate.Clocks;

/// <summary>Makes loggers that stamp, over the factory that the application would have had.</summary>
internal sealed class StampingLoggerFactory(ILoggerFactory inner, CausalClock clock) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new StampingLogger(inner.CreateLogger(categoryName), clock);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    // The container made the inner factory and disposes it.
    public void Dispose()
    {
    }
}
