using Microsoft.Extensions.Hosting;

namespace Quorate.Etcd;

/// <summary>Starts and stops an <see cref="EtcdServer"/> with its host.</summary>
internal sealed class EtcdHostedService(EtcdServer server) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);
}
