using System.Collections.Concurrent;
using System.Text;

namespace Quorate.Hosting.Tests;

/// <summary>Replicas come and go while callers at all of them submit.</summary>
public sealed class RestartTests
{
    private const int Rounds = 8;
    private const int CallersPerReplica = 4;
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private readonly Pulse _progress = new();
    private volatile bool _isOver;

    [Fact]
    public async Task AcknowledgedOperationsSurviveRestartsAndNoneRunsTwice()
    {
        await using var cluster = new HostCluster(3) { CheckpointEveryOps = 200 };
        cluster.StartAll();
        await cluster.AppendAsync(0, "first");
        var services = Enumerable.Range(0, 3).Select(member => cluster[member]).ToArray();
        var callers = Enumerable.Range(0, 3 * CallersPerReplica)
            .Select(caller => CallAsync(services, caller)).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            var victim = round % 3;
            await ProgressAsync(callers.Length * 5);
            await cluster.StopAsync(victim);
            await ProgressAsync(callers.Length * 5);
            cluster.Start(victim);
            Volatile.Write(ref services[victim], cluster[victim]);
        }

        await ProgressAsync(callers.Length);
        _isOver = true;
        await Task.WhenAll(callers);
        var lines = await cluster.ReadAsync(0);
        Assert.True(lines.Distinct().Count() == lines.Count, $"an operation ran twice\n{cluster.Logs}");
        Assert.True(!_acknowledged.Except(lines).Any(), $"an acknowledged operation is lost\n{cluster.Logs}");
        Assert.Equal(lines, await cluster.ReadAsync(1));
        Assert.Equal(lines, await cluster.ReadAsync(2));
    }

    /// <summary>Submits to its own replica, or to the next one while that is stopped.</summary>
    private async Task CallAsync(IReplicatedService[] services, int caller)
    {
        for (var number = 0; !_isOver; number++)
        {
            var line = $"{caller}-{number}";
            var service = Volatile.Read(ref services[(caller + (number % 2)) % 3]);
            var result = await service.SubmitAsync(
                Encoding.UTF8.GetBytes(line), HostCluster.Patience, TestContext.Current.CancellationToken);
            if (result.Outcome == SubmitOutcome.Executed)
            {
                _acknowledged.Enqueue(line);
                _progress.Beat();
            }

            await Task.Yield();
        }
    }

    /// <summary>Waits until more operations were acknowledged.</summary>
    private async Task ProgressAsync(int operations)
    {
        var wanted = _acknowledged.Count + operations;
        await _progress.UntilAsync(
            () => _acknowledged.Count >= wanted,
            HostCluster.Patience,
            () => $"only {_acknowledged.Count} of {wanted} operations were acknowledged");
    }
}
