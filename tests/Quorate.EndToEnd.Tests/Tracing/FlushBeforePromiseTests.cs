using Quorate.Cli.Serving;
using Quorate.EndToEnd.Tests.History;
using Quorate.EndToEnd.Tests.Kit;

namespace Quorate.EndToEnd.Tests.Tracing;

/// <summary>
/// A kill cannot show a missing flush, because the page cache survives it; the system calls can: no PrepareOk leaves
/// a replica before the flush that covers its entries has returned.
/// </summary>
public sealed class FlushBeforePromiseTests
{
    [Fact]
    public async Task NoPrepareOkLeavesBeforeTheFlushThatCoversItReturns()
    {
        var strace = RequiredTool.Find("strace", "strace");
        var probe = await Shell.RunAsync(strace, ["-f", "true"]);
        RequiredTool.Require(probe.ExitCode == 0, $"Processes cannot be traced here: {probe.Error}");
        var directory = Directory.CreateTempSubdirectory("quorate-e2e-trace-").FullName;
        string TracePath(int replica) => Path.Combine(directory, $"{replica}.trace");

        ClusterId id;
        using (var cluster = await TestCluster.StartQuorateAsync(wrapper: config =>
            [
                // -D keeps the replica this process's own child, so that signals reach it and not the tracer.
                strace, "-D", "-f", "-xx", "-s", "16384", "-o", TracePath(config.Replica!.Value), "-e", "signal=none",
                "-e", "trace=fdatasync,fsync,pwrite64,pwritev,sendto,sendmsg,write,writev",
            ]))
        {
            Assert.True(
                ClusterId.TryParse(ServeConfigFile.Read(cluster.ConfigPath(cluster.Members[0])).Cluster!, out id));
            using var load = await HistoryLoad.StartAsync(cluster, 8);
            await load.WaitForWritesAsync(300, TimeSpan.FromSeconds(60));
            await load.FinishAsync();
            foreach (var member in cluster.Members)
            {
                member.Process.Signal(PosixSignal.Terminate);
                await member.Process.WaitForExitAsync();
            }
        }

        var checkers = new List<PromiseChecker>();
        for (var replica = 0; replica < 3; replica++)
        {
            var checker = new PromiseChecker(id);
            var violations = checker.Check(SystemCallTrace.Read(TracePath(replica)));
            Assert.True(violations.Count == 0, string.Join('\n', violations.Take(10)));
            checkers.Add(checker);
        }

        // The trace would prove nothing if it had missed what it looks for.
        Assert.True(checkers.Sum(checker => checker.Promises) > 50, "The trace shows too few PrepareOk frames.");
        Assert.True(checkers.Sum(checker => checker.Entries) > 50, "The trace shows too few journal records.");
        Directory.Delete(directory, recursive: true);
    }
}
