using Microsoft.Extensions.Logging;

namespace Quorate.Hosting;

/// <summary>Turns the typed events of a core into counts and, for the rare ones, log lines.</summary>
internal sealed class HostDiagnostics(ILogger logger, ReplicaId self, HostMetrics metrics)
{
    private TimeSpan _pauses = GC.GetTotalPauseDuration();

    public void Trace(in TraceEvent traced)
    {
        metrics.Trace(traced.Kind);
        switch (traced.Kind)
        {
            case TraceKind.BecameNormal:
                HostLog.BecameNormal(logger, self, traced.View, traced.Op, traced.Commit, PausesSinceLast());
                break;
            case TraceKind.BecameViewChange or TraceKind.BecameRecovering or TraceKind.BecameStateTransfer
                or TraceKind.VotedToLeave or TraceKind.Abdicated:
                HostLog.Changed(
                    logger, self, traced.Kind, traced.View, traced.Op, traced.Commit, PausesSinceLast());
                break;
            case TraceKind.ViewChangeAlarm:
                HostLog.ViewChangeAlarm(logger, self, traced.Value, traced.View);
                break;
            case TraceKind.CheckpointDurable or TraceKind.CheckpointInstalled:
                HostLog.Checkpoint(logger, self, traced.Kind, traced.Op);
                break;
            default:
                break;
        }
    }

    public void Stopped(StopReason reason) => HostLog.Stopped(logger, self, reason.View, reason.Op, reason.Text);

    /// <summary>
    /// A view change next to a long pause is the pause's doing; the log shows both side by side.
    /// </summary>
    private double PausesSinceLast()
    {
        var before = _pauses;
        _pauses = GC.GetTotalPauseDuration();
        return (_pauses - before).TotalMilliseconds;
    }
}
