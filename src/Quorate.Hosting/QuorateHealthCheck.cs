using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quorate.Hosting;

/// <summary>
/// Healthy while the replica takes part in a view; degraded while it catches up; unhealthy once it has stopped.
/// </summary>
public sealed class QuorateHealthCheck(IReplicatedService service) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = service.Status;
        var text = $"{service.Self} is {status.Status} in view {status.View}: op {status.Op}, commit {status.Commit}";
        return Task.FromResult(status.Status switch
        {
            ReplicaStatus.Normal => HealthCheckResult.Healthy(text),
            ReplicaStatus.Stopped => HealthCheckResult.Unhealthy(text),
            _ => HealthCheckResult.Degraded(text),
        });
    }
}
