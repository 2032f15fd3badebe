using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Quorate.Clocks;

/// <summary>Adds causal time to a service.</summary>
public static class CausalTimeServiceCollectionExtensions
{
    private static readonly object s_inner = new();

    /// <summary>
    /// Gives the service a <see cref="CausalClock"/>: requests and responses carry its time, those that come in move
    /// it on, and every log record is stamped with it, as scope <c>CausalTime</c>. The wall clock is the registered
    /// <see cref="TimeProvider"/>. Call it once, after whatever replaces the <see cref="ILoggerFactory"/>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; wrong ones stop the start with a message that says what to do.</param>
    public static IServiceCollection AddCausalTime(
        this IServiceCollection services, Action<CausalTimeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(CausalClock)))
        {
            throw new InvalidOperationException("AddCausalTime was called twice; a service has one clock.");
        }

        var options = new CausalTimeOptions();
        configure?.Invoke(options);
        services.AddOptions<CausalTimeOptions>().Configure(value => configure?.Invoke(value)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CausalTimeOptions>, CausalTimeOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<CausalClock>();
        services.AddSingleton<ClockMetrics>();
        services.AddSingleton<TimeIntake>();
        services.AddTransient(provider => new CausalTimeHandler(
            provider.GetRequiredService<CausalClock>(), provider.GetRequiredService<TimeIntake>()));
        services.AddSingleton<IStartupFilter, CausalTimeStartupFilter>();
        if (options.SendFromAllClients)
        {
            services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<CausalTimeHandler>());
        }

        if (options.StampLogs)
        {
            StampLogs(services);
        }

        return services;
    }

    private static void StampLogs(IServiceCollection services)
    {
        services.AddLogging();
        var inner = services.Last(service => service.ServiceType == typeof(ILoggerFactory) && !service.IsKeyedService);
        services.Remove(inner);
        services.Add(inner switch
        {
            { ImplementationInstance: { } instance } =>
                new ServiceDescriptor(typeof(ILoggerFactory), s_inner, instance),
            { ImplementationFactory: { } factory } => new ServiceDescriptor(
                typeof(ILoggerFactory), s_inner, (provider, _) => factory(provider), ServiceLifetime.Singleton),
            _ => new ServiceDescriptor(
                typeof(ILoggerFactory), s_inner, inner.ImplementationType!, ServiceLifetime.Singleton),
        });
        services.AddSingleton<ILoggerFactory>(provider => new StampingLoggerFactory(
            provider.GetRequiredKeyedService<ILoggerFactory>(s_inner), provider.GetRequiredService<CausalClock>()));
    }
}
