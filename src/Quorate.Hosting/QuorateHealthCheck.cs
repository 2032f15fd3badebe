using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quorate.Hosting;

/// <summary>
/// Healthy while the replica takes part in ordering; degraded while it catches up, or waits for a replica without which
/// nothing goes on; unhealthy once it has stopped.
/// </summary>
public sealed class QuorateHealthCheck(IReplicatedService service) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = service.Status;
        var place = status.HasPrimary ? $" in view {status.View}" : string.Empty;
        var text = $"{service.Self} is {status.Status}{place}: op {status.Op}, commit {status.Commit}";
        if (service.Stall is { } stall)
        {
            return Task.FromResult(HealthCheckResult.Degraded($"{text}, {stall}"));
        }

        return Task.FromResult(status.Status switch
        {
            ReplicaStatus.Normal => HealthCheckResult.Healthy(text),
            ReplicaStatus.Stopped => HealthCheckResult.Unhealthy(text),
            _ => HealthCheckResult.Degraded(text),
        });
    }
}
