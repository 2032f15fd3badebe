namespace Quorate.Simulation;

/// <summary>
/// The invariant that every view change rests on (viewstamped.md V9, N5): an entry that becomes committed in view v
/// is, at that instant, on the disks of a quorum, each with a log-view of at least v. It looks at the disks, not at
/// the acknowledgements.
/// </summary>
internal sealed class CommitQuorumChecker(DurableImage[] images, ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "commit-quorum";

    /// <summary>An entry becomes committed for the first time, at a replica that is in this view.</summary>
    public void Committed(int replica, Entry entry, ViewNumber view)
    {
        var holders = 0;
        foreach (var image in images)
        {
            var op = entry.Op.Value;
            holders += image.Views.LogView >= view && (op <= image.Base || image.At(op) == entry.Checksum) ? 1 : 0;
        }

        var quorum = Quorum.Crash(images.Length);
        if (holders < quorum)
        {
            violations.Report(
                Name,
                $"r{replica} commits op {entry.Op} in view {view} while it is durable on {holders} of {images.Length}"
                + $" replicas with that log-view; a quorum is {quorum}");
        }
    }
}
