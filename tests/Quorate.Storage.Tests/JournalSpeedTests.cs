using System.Diagnostics;
using Quorate.Tests.Journals;

namespace Quorate.Storage.Tests;

/// <summary>What the journal costs. Allocation is asserted; times are printed, because machines differ.</summary>
public sealed class JournalSpeedTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("quorate-speed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void AppendingAndFlushingAllocatesNothing()
    {
        using var medium = new FileJournalMedium(_directory, 1 << 20);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var entries = TestEntries.Chain(1, 600, 1, default, 300);
        Append(journal, entries, 0, 300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Append(journal, entries, 300, 300);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void GroupsOfFourKibibytesAreFlushedFast()
    {
        using var medium = new FileJournalMedium(_directory, 4 << 20);
        var journal = Journal.Open(medium, TestEntries.Options).Journal!;
        var entries = TestEntries.Chain(1, 500, 1, default, 3800);
        var times = new double[entries.Count];
        var raw = new double[entries.Count];
        var page = new byte[Journal.PageBytes];
        using var plain = new FileJournalMedium(Directory.CreateDirectory(_directory + "/plain").FullName, 4 << 20);
        plain.CreateOrRecycle(1, null);
        for (var index = 0; index < times.Length; index++)
        {
            var start = Stopwatch.GetTimestamp();
            Append(journal, entries, index, 1);
            times[index] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            plain.Write(1, index * page.Length, page);
            plain.Flush();
            raw[index] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Array.Sort(raw);
        output.WriteLine($"append and flush of 4 KiB: p50 {times[250]:f3} ms, p99 {times[495]:f3} ms; "
            + $"the same bytes without a journal: p50 {raw[250]:f3} ms, p99 {raw[495]:f3} ms");
        Assert.Equal(new OpNumber(500), journal.Head);
    }

    [Fact]
    public void ALogOfThreeHundredMegabytesOpensFast()
    {
        const int Count = 4500;
        var entries = TestEntries.Chain(1, Count, 1, default, 65_000);
        using (var medium = new FileJournalMedium(_directory))
        {
            var journal = Journal.Open(medium, TestEntries.Options).Journal!;
            foreach (var entry in entries)
            {
                journal.Append(new Ticket(entry.Op.Value), entry);
            }

            journal.Flush();
        }

        using var again = new FileJournalMedium(_directory);
        var start = Stopwatch.GetTimestamp();
        var opened = Journal.Open(again, TestEntries.Options);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        output.WriteLine($"opening {Count * 65L / 1000} MB took {took:f0} ms");
        Assert.Equal(Count, opened.Recovered!.Log.Count);
    }

    private static void Append(Journal journal, List<Entry> entries, int first, int count)
    {
        for (var index = first; index < first + count; index++)
        {
            journal.Append(new Ticket((ulong)index + 1), entries[index]);
            journal.Flush();
        }
    }
}
