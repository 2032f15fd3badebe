using Quorate.Clocks;

namespace CausalLogs;

/// <summary>One of the two services: a web application with its own wall clock and its own log.</summary>
internal static class Service
{
    /// <summary>Builds a service; its routes come on top.</summary>
    public static (WebApplication App, RecordedLog Log) Create(string name, TimeSpan clockIsWrongBy)
    {
        var time = new OffsetTime(clockIsWrongBy);
        var log = new RecordedLog(name, time);
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning)
            .AddFilter(name, LogLevel.Information);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddHttpClient();

        // All that a service needs to keep causal time: in its requests, its responses and its log.
        builder.Services.AddCausalTime(options => options.MaxSkew = TimeSpan.FromSeconds(30));
        return (builder.Build(), log);
    }
}
