using System.Text.RegularExpressions;

namespace Quorate.Storage.Tests;

/// <summary>
/// Reads a system-call trace and finds promises that left before what backs them was flushed: a kill -9 cannot show
/// that, because the page cache survives it.
/// </summary>
internal sealed partial class FlushOrder
{
    private readonly HashSet<string> _unflushed = [];
    private readonly Dictionary<string, (string Call, string Path)> _unfinished = [];

    /// <summary>Promises seen.</summary>
    public int Promises { get; private set; }

    /// <summary>Writes to journal files seen.</summary>
    public int Writes { get; private set; }

    /// <summary>Successful flushes of journal files seen.</summary>
    public int Flushes { get; private set; }

    /// <summary>Every promise that came too early, as a sentence.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Reads a trace of <c>strace -f -y</c>.</summary>
    public static FlushOrder Of(IEnumerable<string> lines)
    {
        var order = new FlushOrder();
        foreach (var line in lines)
        {
            order.Read(line);
        }

        return order;
    }

    private void Read(string line)
    {
        if (Begin().Match(line) is { Success: true } begin)
        {
            var call = begin.Groups["call"].Value;
            var path = begin.Groups["path"].Value;
            Started(call, path);
            if (begin.Groups["rest"].Value.Contains("<unfinished", StringComparison.Ordinal))
            {
                _unfinished[begin.Groups["thread"].Value] = (call, path);
            }
            else
            {
                Finished(call, path, line);
            }
        }
        else if (Resume().Match(line) is { Success: true } resume
            && _unfinished.Remove(resume.Groups["thread"].Value, out var started))
        {
            Finished(started.Call, started.Path, line);
        }
    }

    private void Started(string call, string path)
    {
        var name = Path.GetFileName(path);
        if (name == "promises" && call == "pwrite64")
        {
            Promises++;
            Violations.AddRange(_unflushed.Select(file => $"promise {Promises} left before {file} was flushed"));
        }
        else if (IsJournal(name) && call == "pwrite64")
        {
            Writes++;
            _unflushed.Add(name);
        }
    }

    private void Finished(string call, string path, string line)
    {
        var name = Path.GetFileName(path);
        var isSuccess = line.TrimEnd().EndsWith("= 0", StringComparison.Ordinal);
        if (call is "fdatasync" or "fsync" && IsJournal(name) && isSuccess)
        {
            Flushes++;
            _unflushed.Remove(name);
        }
    }

    private static bool IsJournal(string name) =>
        name.StartsWith("segment-", StringComparison.Ordinal) || name.StartsWith("metadata-", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<thread>\d+)\s+(?<call>\w+)\(\d+<(?<path>[^>]*)>(?<rest>.*)$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^(?<thread>\d+)\s+<\.\.\. \w+ resumed>")]
    private static partial Regex Resume();
}
