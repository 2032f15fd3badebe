using System.Text;

namespace Quorate.Hosting.Tests;

public sealed class PooledCallTests
{
    private const int Callers = 16;
    private const int CallsEach = 400;

    [Fact]
    public async Task CancellationsNeverGiveACallerAnothersReply()
    {
        await using var cluster = new HostCluster(1);
        await using var host = ReplicaHost.Start(cluster.Options(0), new EchoMachine(), new ViewstampedProtocol());

        var executed = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(host.Service, caller))));

        Assert.InRange(executed.Sum(), 1, Callers * CallsEach);
    }

    /// <summary>Cancels every other call, sooner or later; returns how many were executed nevertheless.</summary>
    private static async Task<int> CallAsync(IReplicatedService service, int caller)
    {
        var executed = 0;
        for (var number = 0; number < CallsEach; number++)
        {
            using var cancel = new CancellationTokenSource();
            var operation = Encoding.UTF8.GetBytes($"{caller}-{number}");
            var call = service.SubmitAsync(operation, HostCluster.Patience, cancel.Token).AsTask();
            if (number % 2 == 1)
            {
                Thread.SpinWait((caller * 50) + (number % 7 * 200));
                await cancel.CancelAsync();
            }

            try
            {
                var result = await call;
                Assert.Equal(SubmitOutcome.Executed, result.Outcome);
                Assert.Equal(operation, result.Reply.ToArray());
                executed++;
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(1, number % 2);
            }
        }

        return executed;
    }
}
