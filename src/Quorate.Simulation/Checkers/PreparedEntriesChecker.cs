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

    private readonly Dictionary<ulong, Dictionary<ulong, Checksum>> _views = [];
    private Dictionary<ulong, Checksum> _latest = [];
    private ulong? _latestView;

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
        var prepared = In(entry.Header.View.Value);
        if (!prepared.TryAdd(entry.Op.Value, entry.Checksum) && prepared[entry.Op.Value] != entry.Checksum)
        {
            violations.Report(
                Name, $"r{replica} sends a second entry for op {entry.Op} first prepared in view {entry.Header.View}");
        }
    }

    // Most entries are of the same view as the one before.
    private Dictionary<ulong, Checksum> In(ulong view)
    {
        if (view != _latestView)
        {
            _latestView = view;
            if (!_views.TryGetValue(view, out var known))
            {
                known = [];
                _views.Add(view, known);
            }

            _latest = known;
        }

        return _latest;
    }
}
