using System.Diagnostics;
using Quorate.Tests.Journals;

namespace Quorate.Storage.Tests;

/// <summary>What the journal reports as durable was flushed before, as the system calls show.</summary>
public sealed class FlushOrderTests : IDisposable
{
    private const string DirectoryVariable = "QUORATE_FLUSH_ORDER_DIRECTORY";
    private const int Groups = 40;
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-order-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Runs by itself, and again under strace from the test below.</summary>
    [Fact]
    public void EveryGroupIsPromisedAfterItsFlush()
    {
        var directory = Environment.GetEnvironmentVariable(DirectoryVariable) ?? _directory;
        using var promises = File.OpenHandle(
            Path.Combine(directory, "promises"), FileMode.Create, FileAccess.Write, FileShare.Read);
        using var medium = new FileJournalMedium(Directory.CreateDirectory(directory + "/journal").FullName, 1 << 16);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var entries = TestEntries.Chain(1, Groups * 2, 1, default, 2000);
        var ticket = Ticket.Zero;
        for (var group = 0; group < Groups; group++)
        {
            journal.Append(ticket = ticket.Next, entries[2 * group]);
            journal.Append(ticket = ticket.Next, entries[(2 * group) + 1]);
            if (group % 8 == 3)
            {
                var state = new DurableState { Protocol = ProtocolBlock.Of([(byte)group, 1]) };
                journal.SaveMetadata(ticket = ticket.Next, state);
            }

            Assert.Equal(ticket, journal.Flush());
            RandomAccess.Write(promises, BitConverter.GetBytes(ticket.Value), group * sizeof(ulong));
        }

        Assert.True(medium.Segments().Count > 2);
    }

    [Fact]
    public async Task NoPromiseLeavesBeforeTheFlushThatBacksIt()
    {
        var strace = new[] { "/usr/bin/strace", "/bin/strace", "/usr/local/bin/strace" }.FirstOrDefault(File.Exists);
        var isOptional = strace is null && Environment.GetEnvironmentVariable("CI") is null;
        Assert.SkipWhen(isOptional, "strace is not installed");
        var trace = Path.Combine(_directory, "trace");
        var start = new ProcessStartInfo(strace!)
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-f", "-y", "-o", trace, "-e", "trace=pwrite64,fdatasync,fsync",
                Environment.ProcessPath!, "-method", $"*.{nameof(EveryGroupIsPromisedAfterItsFlush)}", "-noColor",
            },
        };
        start.Environment[DirectoryVariable] = _directory;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        var order = FlushOrder.Of(File.ReadLines(trace));
        Assert.Empty(order.Violations);
        Assert.Equal(Groups, order.Promises);
        Assert.True(order.Writes > Groups && order.Flushes > Groups);
    }

    // A checker that never complains proves nothing.
    [Theory]
    [InlineData("11 pwrite64(5</d/segment-01>, \"\", 4096, 0) = 4096|11 pwrite64(7</d/promises>, \"\", 8, 0) = 8", 1)]
    [InlineData("11 pwrite64(5</d/segment-01>, \"\", 4096, 0) = 4096|11 fdatasync(5</d/segment-01>) = -1 EIO (Input "
        + "error)|11 pwrite64(7</d/promises>, \"\", 8, 0) = 8", 1)]
    [InlineData("11 pwrite64(5</d/metadata-0>, \"\", 512, 0) = 256|11 fdatasync(5</d/metadata-0> <unfinished ...>|"
        + "12 pwrite64(7</d/promises>, \"\", 8, 0) = 8|11 <... fdatasync resumed>) = 0", 1)]
    [InlineData("11 pwrite64(5</d/segment-01>, \"\", 4096, 0) = 4096|11 fdatasync(5</d/segment-01> <unfinished ...>|"
        + "11 <... fdatasync resumed>) = 0|11 pwrite64(7</d/promises>, \"\", 8, 0) = 8", 0)]
    public void TheCheckerFindsPromisesThatLeaveTooEarly(string trace, int violations) =>
        Assert.Equal(violations, FlushOrder.Of(trace.Split('|')).Violations.Count);
}
