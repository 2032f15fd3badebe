using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quorate.Hosting;

namespace Quorate.Etcd;

/// <summary>Adds the etcd API to a host.</summary>
public static class EtcdServiceCollectionExtensions
{
    /// <summary>
    /// Serves the etcd v3 API while the host runs. The <see cref="IReplicatedService"/> comes from the container; its
    /// state machine is the key-value store of Quorate.KeyValue.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets addresses and members.</param>
    public static IServiceCollection AddQuorateEtcd(
        this IServiceCollection services, Action<EtcdServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(provider =>
        {
            var options = new EtcdServerOptions();
            configure(options);
            var replicated = provider.GetRequiredService<IReplicatedService>();
            return new EtcdServer(replicated, options, provider.GetRequiredService<ILoggerFactory>());
        });
        return services.AddHostedService<EtcdHostedService>();
    }
}
