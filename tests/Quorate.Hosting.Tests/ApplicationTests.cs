using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Quorate.Hosting.Tests;

public sealed class ApplicationTests
{
    [Fact]
    public async Task ContradictoryOptionsStopTheApplicationWithAllProblems()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddQuorate<LedgerMachine>(options => options.ReplicaId = 7);
        using var host = builder.Build();

        var error = await Assert.ThrowsAnyAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("mint one at random", error.Message);
        Assert.Contains("DataDirectory is empty", error.Message);
    }

    [Fact]
    public async Task ApplicationServesAndReportsItsHealth()
    {
        await using var cluster = new HostCluster(1);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddQuorate(_ => new LedgerMachine(), options =>
        {
            var good = cluster.Options(0);
            options.ClusterId = good.ClusterId;
            options.Members = good.Members;
            options.DataDirectory = good.DataDirectory;
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var service = host.Services.GetRequiredService<IReplicatedService>();
        var result = await service.SubmitAsync(
            new byte[1], HostCluster.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(SubmitOutcome.Executed, result.Outcome);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host.Services));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(host.Services));
    }

    private static async Task<HealthStatus> HealthAsync(IServiceProvider services)
    {
        var report = await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries["quorate"].Status;
    }
}
