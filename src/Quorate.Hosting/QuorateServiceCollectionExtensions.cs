using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Quorate.Hosting;

/// <summary>Adds a replicated state machine to an application.</summary>
public static class QuorateServiceCollectionExtensions
{
    /// <summary>
    /// Makes this process one replica of a state machine: <see cref="IReplicatedService"/> can be injected, a health
    /// check named <c>quorate</c> is added, and the replica starts and stops with the application.
    /// </summary>
    /// <typeparam name="TStateMachine">The state machine; one instance is made, with its services injected.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; wrong ones stop the start with a message that says what to do.</param>
    public static IServiceCollection AddQuorate<TStateMachine>(
        this IServiceCollection services, Action<QuorateOptions> configure)
        where TStateMachine : class, IStateMachine =>
        services.AddQuorate(provider => ActivatorUtilities.CreateInstance<TStateMachine>(provider), configure);

    /// <summary>As <see cref="AddQuorate{TStateMachine}"/>, with a factory.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="machine">Makes the state machine, new and empty.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddQuorate(
        this IServiceCollection services,
        Func<IServiceProvider, IStateMachine> machine,
        Action<QuorateOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<QuorateOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuorateOptions>, QuorateOptionsValidator>();
        services.AddSingleton(provider => ReplicaHost.Start(
            provider.GetRequiredService<IOptions<QuorateOptions>>().Value,
            machine(provider),
            protocol: null,
            provider.GetService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<ReplicaHost>().Service);
        services.AddHostedService<QuorateHostedService>();
        services.AddHealthChecks().AddCheck<QuorateHealthCheck>("quorate");
        return services;
    }
}
