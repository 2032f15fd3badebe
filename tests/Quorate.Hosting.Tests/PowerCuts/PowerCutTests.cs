using System.Globalization;
using System.Text;
using Quorate.Storage;

namespace Quorate.Hosting.Tests.PowerCuts;

/// <summary>
/// Killing a process cannot show a missing flush: the operating system keeps what was written. Here the writes and
/// flushes of a real replica on real files are recorded, the files that a power cut could have left are rebuilt for
/// many instants, and a real replica is started on them: nothing that a caller heard of may be missing. A group of one,
/// whose every acknowledgement rests on its own disk. More cuts, from another seed:
/// QUORATE_POWER_CUTS=500 QUORATE_POWER_SEED=7.
/// </summary>
public sealed class PowerCutTests : IDisposable
{
    private const int CutsUsual = 16;
    private const int SegmentBytes = 16 * Journal.PageBytes;
    private const int Callers = 4;
    private const int LinesPerCaller = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly int Cuts = Setting("QUORATE_POWER_CUTS", CutsUsual);
    private static readonly int Seed = Setting("QUORATE_POWER_SEED", 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-power-").FullName;
    private readonly string _member = $"127.0.0.1:{FreePorts.Take(1).Single()}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NoAcknowledgedOperationIsLostInAPowerCut()
    {
        var trace = await RecordAsync(forgetsFlushes: false);
        var prng = new Prng((ulong)Seed);
        for (var number = 0; number < Cuts; number++)
        {
            var cut = 1 + prng.Below(trace.Count);
            var missing = await MissingAfterAsync(trace, cut, prng, number);
            Assert.True(missing.Count == 0, $"seed {Seed}, cut {number} before {cut} of {trace.Count}: "
                + $"{missing.Count} acknowledged lines are lost");
        }
    }

    [Fact]
    public async Task AFlushThatIsClaimedAndNotDoneIsFound()
    {
        var trace = await RecordAsync(forgetsFlushes: true);
        var prng = new Prng((ulong)Seed);
        for (var number = 0; number < CutsUsual; number++)
        {
            if ((await MissingAfterAsync(trace, trace.Count - 1, prng, number)).Count > 0)
            {
                return;
            }
        }

        Assert.Fail("a journal that never flushes lost nothing: the harness does not bite");
    }

    /// <summary>Runs a replica under load and records what it asks of its disk.</summary>
    private async Task<DiskTrace> RecordAsync(bool forgetsFlushes)
    {
        var trace = new DiskTrace();
        var options = Options("recorded");
        using var directory = DataDirectory.Open(options.DataDirectory);
        using var files = new FileJournalMedium(directory.Journal, SegmentBytes);
        using var checkpoints = new FileCheckpointMedium(directory.Checkpoints);
        var setup = new ReplicaSetup(options, new LedgerMachine(), new ViewstampedProtocol());
        var journal = new RecordedJournal(files, trace, forgetsFlushes);
        var storage = ReplicaStorage.Open(setup, journal, new RecordedCheckpoints(checkpoints, trace));
        await using (var host = ReplicaHost.Start(setup, storage, null))
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(host, caller, trace)));
        }

        var last = trace.At(trace.Count);
        Assert.True(last.Segments.Keys.First() > 1, "the run was long enough for segments to be recycled");
        if (!forgetsFlushes)
        {
            AssertSameFiles(last, directory.Journal);
        }

        return trace;
    }

    private static async Task CallAsync(ReplicaHost host, int caller, DiskTrace trace)
    {
        for (var number = 0; number < LinesPerCaller; number++)
        {
            var line = $"{caller}-{number}-{new string('x', number * 37 % 2500)}";
            var result = await host.Service.SubmitAsync(
                Encoding.UTF8.GetBytes(line), HostCluster.Patience, TestContext.Current.CancellationToken);
            Assert.Equal(SubmitOutcome.Executed, result.Outcome);
            trace.Acknowledge(line);
        }
    }

    /// <summary>Starts a replica on what a power cut left, and reads.</summary>
    private async Task<IReadOnlyList<string>> MissingAfterAsync(DiskTrace trace, int cut, Prng prng, int number)
    {
        var options = Options($"cut-{number}");
        trace.At(cut).Settle(options.DataDirectory, prng);
        await using var host = ReplicaHost.Start(options, new LedgerMachine(), new ViewstampedProtocol());
        var after = await host.Service.SubmitAsync(
            "after"u8.ToArray(), Patience, TestContext.Current.CancellationToken);
        if (after.Outcome != SubmitOutcome.Executed)
        {
            // It may have noticed by itself that something durable is gone, and does not vote.
            return trace.AcknowledgedBefore(cut);
        }

        var state = await host.Service.ReadAsync(HostCluster.Patience, TestContext.Current.CancellationToken);
        var lines = ((LedgerSnapshot)state!.Value.State).Lines;
        Assert.True(lines.Distinct().Count() == lines.Count, $"seed {Seed}, cut {number}: a line stands twice");
        return [.. trace.AcknowledgedBefore(cut).Except(lines)];
    }

    private static void AssertSameFiles(DiskModel model, string journal)
    {
        foreach (var (number, file) in model.Segments)
        {
            Assert.False(file.IsDirty, "a replica that stops flushes what it has");
            var path = Path.Combine(journal, "segment-" + number.ToString("d20", CultureInfo.InvariantCulture));
            Assert.Equal(File.ReadAllBytes(path), file.Settled(static (_, _) => false));
        }
    }

    private QuorateOptions Options(string name) => new()
    {
        ClusterId = "000000000000000000000000000000c3",
        ReplicaId = 0,
        Members = [_member],
        DataDirectory = Path.Combine(_folder, name),
        CheckpointEveryOps = 20,
    };

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value : usual;
}
