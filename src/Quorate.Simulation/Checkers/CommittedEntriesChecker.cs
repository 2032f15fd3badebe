namespace Quorate.Simulation;

/// <summary>
/// One committed entry per op over the whole run, restarts included, and an immutable, chained prefix (viewstamped.md
/// §18, check 1). Keeps the first committed entry of every op: the log against which the histories are judged.
/// </summary>
internal sealed class CommittedEntriesChecker(int replicas, ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "committed-entries";

    private readonly List<CommittedEntry> _entries = [default];
    private readonly ulong[] _last = new ulong[replicas];

    /// <summary>The highest op that any replica has committed.</summary>
    public OpNumber Highest => new((ulong)_entries.Count - 1);

    /// <summary>The committed entry at an op; null above <see cref="Highest"/> and at the root.</summary>
    public CommittedEntry? At(ulong op) =>
        op > 0 && op < (ulong)_entries.Count ? _entries[(int)op] : null;

    /// <summary>The replica has a new incarnation, or installed a checkpoint: it continues after this op.</summary>
    public void ContinuesAfter(int replica, OpNumber op) => _last[replica] = op.Value;

    /// <summary>The replica hands an entry to its executor as committed.</summary>
    public void Committed(int replica, in CommittedEntry entry)
    {
        var op = entry.Op.Value;
        var last = _last[replica];
        _last[replica] = op;
        if (op != last + 1)
        {
            violations.Report(Name, $"r{replica} commits op {op} after op {last}");
            return;
        }

        if (op > (ulong)_entries.Count)
        {
            violations.Report(Name, $"r{replica} commits op {op}, but nobody has committed op {_entries.Count}");
            return;
        }

        if (op < (ulong)_entries.Count)
        {
            Compare(replica, entry, _entries[(int)op]);
            return;
        }

        var parent = _entries[(int)op - 1];
        var header = entry.Entry.Header;
        if (op > 1 && !header.IsStamped && parent.Entry.Checksum != header.Parent)
        {
            violations.Report(Name, $"r{replica} commits op {op} that does not chain to the committed op {op - 1}");
        }

        if (op > 1 && entry.Time <= parent.Time)
        {
            violations.Report(Name, $"r{replica} commits op {op} at a time that is not after that of op {op - 1}");
        }

        _entries.Add(entry);
    }

    private void Compare(int replica, in CommittedEntry entry, in CommittedEntry committed)
    {
        if (committed.Entry.Checksum != entry.Entry.Checksum || committed.Time != entry.Time)
        {
            violations.Report(
                Name,
                $"r{replica} commits [{entry.Entry}] at op {entry.Op} where [{committed.Entry}] is committed:"
                + " the replicas diverge");
        }
    }
}
