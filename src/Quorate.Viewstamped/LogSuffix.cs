namespace Quorate.Viewstamped;

/// <summary>The end of a log as DoViewChange and StartView carry it (viewstamped.md A5).</summary>
/// <param name="After">The op just before the suffix; everything up to it is committed.</param>
/// <param name="AfterChecksum">Identity of the entry there.</param>
/// <param name="Entries">The entries after it, up to the head.</param>
internal readonly record struct LogSuffix(OpNumber After, Checksum AfterChecksum, IReadOnlyList<Entry> Entries)
{
    /// <summary>
    /// Everything uncommitted, and then as much as the pipeline's bounds allow, so that a receiver that lags a little
    /// needs no further transfer.
    /// </summary>
    internal static LogSuffix Of(ReplicaLog log, OpNumber commit, int entriesMax, int bytesMax)
    {
        var after = log.Head;
        var bytes = 0L;
        while (after > log.Base)
        {
            bytes += log[after].Encoded.Length;
            if (after <= commit && (log.Head.Value - after.Value >= (ulong)entriesMax || bytes > bytesMax))
            {
                break;
            }

            after = new OpNumber(after.Value - 1);
        }

        var entries = new List<Entry>((int)(log.Head.Value - after.Value));
        for (var op = after.Next; op <= log.Head; op = op.Next)
        {
            entries.Add(log[op]);
        }

        return new LogSuffix(after, log.ChecksumAt(after), entries);
    }

    /// <summary>
    /// The highest op up to which <paramref name="log"/> equals the log that ends in this suffix; null when the two do
    /// not connect and older entries are needed first.
    /// </summary>
    internal OpNumber? MatchWith(ReplicaLog log)
    {
        var match = After;
        if (After < log.Base)
        {
            // What lies at or below the base is committed and executed here, so it is the same log up to there.
            match = log.Base;
            var index = (int)(log.Base.Value - After.Value) - 1;
            if (index >= Entries.Count || Entries[index].Checksum != log.ChecksumAt(log.Base))
            {
                return null;
            }
        }
        else if (After > log.Head || log.ChecksumAt(After) != AfterChecksum)
        {
            return null;
        }

        foreach (var entry in Entries)
        {
            if (entry.Op <= match)
            {
                continue;
            }

            if (!log.Holds(entry.Op) || log.ChecksumAt(entry.Op) != entry.Checksum)
            {
                break;
            }

            match = entry.Op;
        }

        return match;
    }
}
