using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Quorate.Hosting;

/// <summary>
/// Starts the replica with the application, and ends the application when the replica stops by itself.
/// </summary>
internal sealed class QuorateHostedService(IServiceProvider services, IHostApplicationLifetime lifetime)
    : IHostedService
{
    private const int FailureExitCode = 1;
    private ReplicaHost? _host;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _host = services.GetRequiredService<ReplicaHost>();
        _ = EndWithReplicaAsync(_host);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is { } host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task EndWithReplicaAsync(ReplicaHost host)
    {
        if (await host.Stopped.ConfigureAwait(false) is not null)
        {
            Environment.ExitCode = FailureExitCode;
            lifetime.StopApplication();
        }
    }
}
