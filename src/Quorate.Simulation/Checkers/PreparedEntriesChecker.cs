namespace Quorate.Simulation;

/// <summary>
/// At most one primary is acknowledged per view (viewstamped.md §18, check 7): in one view an op is given to one entry
/// only, and only the view's own primary speaks as one. A primary that resumes its view after a crash breaks it
/// (DEF-13).
/// </summary>
internal sealed class PreparedEntriesChecker(int replicas, ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "one-primary-per-view";

    private readonly Dictionary<(ulong View, ulong Op), Checksum> _prepared = [];

    /// <summary>A replica speaks as primary of a view.</summary>
    public void SpeaksAsPrimary(int replica, ulong view)
    {
        if (replica != (int)(view % (ulong)replicas))
        {
            violations.Report(
                Name, $"r{replica} speaks as primary of view {view}, which is r{view % (ulong)replicas}'s");
        }
    }

    /// <summary>An entry was sent by a primary.</summary>
    public void Prepared(int replica, Entry entry)
    {
        var place = (entry.Header.View.Value, entry.Op.Value);
        if (!_prepared.TryAdd(place, entry.Checksum) && _prepared[place] != entry.Checksum)
        {
            violations.Report(
                Name, $"r{replica} sends a second entry for op {entry.Op} first prepared in view {entry.Header.View}");
        }
    }
}
