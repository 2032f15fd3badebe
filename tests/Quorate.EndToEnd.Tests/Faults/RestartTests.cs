using System.Diagnostics;
using System.Text;
using Quorate.Cli.Etcd;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Faults;

/// <summary>
/// A cluster with many keys serves again soon after all its replicas were killed; <c>bench/restart.sh</c> measures it
/// with a million keys.
/// </summary>
public sealed class RestartTests
{
    private const int Keys = 50_000;
    private const int KeysPerTransaction = 100;
    private const int ValueBytes = 256;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task ManyKeysAreServedAgainAfterAllAreKilled()
    {
        using var cluster = await TestCluster.StartQuorateAsync();
        await LoadAsync(cluster.Members[0]);
        foreach (var member in cluster.Members)
        {
            member.Process.Kill();
        }

        var started = Stopwatch.GetTimestamp();
        await cluster.StartAllAsync();
        var took = Stopwatch.GetElapsedTime(started);
        Assert.True(took < Bound, $"The cluster serves again after {took.TotalSeconds:F1} s.");
        foreach (var key in (int[])[0, Keys / 2, Keys - 1])
        {
            Assert.Equal(ValueBytes, (await TestCluster.GetAsync(cluster.Members[2], KeyOf(key))).Length);
        }
    }

    private static async Task LoadAsync(ClusterMember member)
    {
        using var client = new EtcdClient(member.ClientEndpoint);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var value = Encoding.ASCII.GetBytes(new string('v', ValueBytes));
        await Parallel.ForEachAsync(Enumerable.Range(0, Keys / KeysPerTransaction), stop.Token, async (batch, token) =>
        {
            var puts = Enumerable.Range(batch * KeysPerTransaction, KeysPerTransaction)
                .Select(key => EtcdRequests.PutOp(EtcdRequests.Put(Encoding.ASCII.GetBytes(KeyOf(key)), value)));
            await client.TxnAsync(EtcdRequests.Txn([], puts, []), token);
        });
    }

    private static string KeyOf(int key) => $"many/{key:D8}";
}
