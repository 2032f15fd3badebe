namespace Quorate.Simulation;

/// <summary>
/// What the journal finds after a crash must be what was durable, possibly with a prefix of what was under way: nothing
/// lost, nothing resurrected, and a torn tail never called corruption (architecture.md §4).
/// </summary>
internal sealed class RecoveryChecker(ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "journal-recovery";

    /// <summary>Compares what was recovered with the durable image before the crash and the writes under way.</summary>
    public void Recovered(int replica, DurableImage before, RecoveredState recovered)
    {
        if (recovered.Corruption is not null)
        {
            violations.Report(Name, $"r{replica} reports corruption after a mere crash: {recovered.Corruption}");
            return;
        }

        // A prefix of what was under way may have reached the disk too; log and metadata share one order
        // (viewstamped.md 10.3).
        var image = before.Copy();
        var matches = Matches(image, recovered);
        foreach (var write in before.Pending)
        {
            image.Apply(write);
            matches |= Matches(image, recovered);
        }

        if (!matches)
        {
            violations.Report(
                Name,
                $"r{replica} recovers {Describe(recovered)}; durable was ({before.Base}, {before.Head}] with"
                + $" {before.State}, and {before.Pending.Count} writes under way up to op {image.Head}");
        }
    }

    private static bool Matches(DurableImage image, RecoveredState recovered) =>
        image.State == recovered.Durable && LogMatches(image, recovered);

    private static bool LogMatches(DurableImage image, RecoveredState recovered)
    {
        // The log stands at positions from the base on; they are the entries' ops unless entries are stamped.
        var first = recovered.Durable.LogBase.Value + 1;
        var head = recovered.Durable.LogBase.Value + (ulong)recovered.Log.Count;
        if (Math.Max(image.Head, recovered.Durable.LogBase.Value) != head)
        {
            return false;
        }

        for (var index = 0; index < recovered.Log.Count; index++)
        {
            var entry = recovered.Log[index];
            var position = first + (ulong)index;
            if ((image.At(position) is { } known && known != entry.Checksum)
                || (!entry.Header.IsStamped && entry.Op.Value != position))
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe(RecoveredState recovered)
    {
        var after = recovered.Durable.LogBase.Value;
        return $"entries {after + 1} to {after + (ulong)recovered.Log.Count} and {recovered.Durable}";
    }
}
