using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Quorate.Clocks.Tests;

/// <summary>
/// What a kill cannot show, because the page cache survives it: by its system calls, a process has flushed both copies
/// of a mark before it lets out a time above the one before (clocks.md P1, P4).
/// </summary>
public sealed partial class FlushBeforeIssueTests : IDisposable
{
    // The issuer reserves 100 times after the one that asks.
    private const int TimesCovered = 101;
    private const int Times = 3 * TimesCovered;
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-flush-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NoTimeIsOutBeforeBothCopiesOfItsMarkAreFlushed()
    {
        var calls = await TraceAsync();
        var (flushes, folderFlushes, last) = (0, 0, 0);
        foreach (var call in calls)
        {
            flushes += MarkFlush().IsMatch(call) ? 1 : 0;
            folderFlushes += FolderFlush().IsMatch(call) ? 1 : 0;
            if (Issue().Match(call) is { Success: true } issue)
            {
                last = int.Parse(issue.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.True(
                    flushes >= Needed(last), $"{last} was out after {flushes} flushes; it takes {Needed(last)}");
                Assert.True(folderFlushes >= 1, $"{last} was out before the file's name was durable");
            }
        }

        Assert.True(last >= Times, string.Join('\n', calls.TakeLast(20)));
        Assert.InRange(flushes, Needed(last), Needed(last) + 2);
    }

    private static int Needed(int time) => 2 * ((time + TimesCovered - 1) / TimesCovered);

    private async Task<string[]> TraceAsync()
    {
        var tool = "/usr/bin/strace";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.True(File.Exists(tool), "strace is not installed: apt-get install strace");
        }

        Assert.SkipUnless(File.Exists(tool), "strace is not installed: apt-get install strace");
        var trace = Path.Combine(_folder, "calls");
        var start = new ProcessStartInfo(tool)
        {
            ArgumentList =
            {
                "-f", "-y", "-o", trace, "-e", "trace=write,fdatasync,fsync", "dotnet",
                Path.Combine(AppContext.BaseDirectory, "Quorate.Clocks.Issuer.dll"), "lamport",
                Path.Combine(_folder, "marks", "mark"), "0",
            },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("strace did not start.");
        var printed = 0;
        while (printed < Times
            && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
            printed++;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Times, printed);
        return await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"fdatasync\(\d+</[^>]*/marks/mark>\)\s+= 0|fdatasync resumed>\)\s+= 0")]
    private static partial Regex MarkFlush();

    [GeneratedRegex(@"fsync\(\d+</[^>]*/marks>\)\s+= 0|fsync resumed>\)\s+= 0")]
    private static partial Regex FolderFlush();

    [GeneratedRegex(@"write\(\d+<pipe:\[\d+\]>, ""(\d+)\\n""")]
    private static partial Regex Issue();
}
