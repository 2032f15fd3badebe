using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>
/// A replica's view and log-view never go back (viewstamped.md §2 10.1): within one incarnation never, and over a
/// restart never below what was durable or advertised before it.
/// </summary>
internal sealed class MonotoneViewChecker(int replicas, ViolationLog violations)
{
    /// <summary>The name under which violations are reported.</summary>
    public const string Name = "monotone-view";

    private readonly Position[] _current = new Position[replicas];
    private readonly Position[] _promised = new Position[replicas];

    /// <summary>The replica stands here after a step.</summary>
    public void Stands(int replica, in CoreStatus status)
    {
        var now = new Position(status.View.Value, status.LogView.Value);
        if (now == _current[replica])
        {
            return;
        }

        Compare(replica, _current[replica], now, "steps");
        if (now.LogView > now.View)
        {
            violations.Report(Name, $"r{replica} has log-view {now.LogView} above view {now.View}");
        }

        _current[replica] = now;
    }

    /// <summary>The replica let others know that it is in this view, with the log of this log-view.</summary>
    public void Advertised(int replica, ulong view, ulong logView)
    {
        ref var promised = ref _promised[replica];
        promised = new Position(Math.Max(promised.View, view), Math.Max(promised.LogView, logView));
    }

    /// <summary>The replica starts again with this metadata.</summary>
    public void Restarted(int replica, DurableState recovered)
    {
        var metadata = ViewstampedMetadata.Of(recovered);
        var now = new Position(metadata.View.Value, metadata.LogView.Value);
        Compare(replica, _promised[replica], now, "restarts");
        _current[replica] = now;
    }

    private void Compare(int replica, Position before, Position now, string how)
    {
        if (now.View < before.View || now.LogView < before.LogView)
        {
            violations.Report(
                Name,
                $"r{replica} {how} to view {now.View} (log-view {now.LogView})"
                + $" from view {before.View} (log-view {before.LogView})");
        }
    }

    private readonly record struct Position(ulong View, ulong LogView);
}
