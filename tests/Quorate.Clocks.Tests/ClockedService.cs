using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Quorate.Clocks.Tests;

/// <summary>A service with causal time on a real socket; its route answers what it was asked with.</summary>
internal sealed class ClockedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ClockedService(WebApplication app, CapturingProvider log)
    {
        _app = app;
        Log = log;
    }

    public CapturingProvider Log { get; }

    public int Served { get; private set; }

    public IServiceProvider Services => _app.Services;

    public CausalClock Clock => Services.GetRequiredService<CausalClock>();

    public ClockMetrics Metrics => Services.GetRequiredService<ClockMetrics>();

    public Uri Address => new($"{_app.Urls.First()}/echo");

    /// <summary>Starts a service.</summary>
    /// <param name="time">Its wall clock.</param>
    /// <param name="configure">Its options; a skew bound of one second without.</param>
    /// <param name="replace">Changes its services at last.</param>
    public static async Task<ClockedService> StartAsync(
        TimeProvider time,
        Action<CausalTimeOptions>? configure = null,
        Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new CapturingProvider();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(time);
        builder.Services.AddHttpClient();
        builder.Services.AddCausalTime(configure ?? (options => options.MaxSkew = TimeSpan.FromSeconds(1)));
        replace?.Invoke(builder.Services);
        var service = new ClockedService(builder.Build(), log);
        service._app.Map("/echo", (HttpContext context) =>
        {
            service.Served++;
            return context.Request.Headers[CausalTimeHeader.Name].ToString();
        });
        await service._app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
