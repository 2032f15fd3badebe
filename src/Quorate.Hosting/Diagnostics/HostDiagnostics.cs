using Microsoft.Extensions.Logging;

namespace Quorate.Hosting;

/// <summary>Turns the typed events of a core into counts and, for the rare ones, log lines.</summary>
internal sealed class HostDiagnostics(ILogger logger, ReplicaId self, HostMetrics metrics, StartStages start)
{
    /// <summary>
    /// What takes longer than this is worth a line: a quarter of the time after which others suspect a silent primary.
    /// </summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private (ReplicaId Peer, ulong Value) _contradiction = (ReplicaId.None, 0);
    private TimeSpan _pausesAtTurn;
    private TimeSpan _pauses = GC.GetTotalPauseDuration();

    /// <summary>Where the time of the start goes.</summary>
    public StartStages Start => start;

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
            case TraceKind.Contradicted when _contradiction != (traced.Peer, traced.Value):
                // The peer says it again with every heartbeat; the status has the whole sentence.
                _contradiction = (traced.Peer, traced.Value);
                HostLog.Contradicted(logger, self, traced.Peer);
                break;
            case TraceKind.CheckpointDurable or TraceKind.CheckpointInstalled:
                HostLog.Checkpoint(logger, self, traced.Kind, traced.Op);
                break;
            default:
                break;
        }
    }

    public void TurnBegins() => _pausesAtTurn = GC.GetTotalPauseDuration();

    /// <summary>Ends a turn of the loop; on its thread.</summary>
    public void TurnEnds(TimeSpan elapsed, int items)
    {
        metrics.Turned(elapsed);
        if (elapsed > Slow)
        {
            var paused = GC.GetTotalPauseDuration() - _pausesAtTurn;
            HostLog.SlowTurn(logger, self, elapsed.TotalMilliseconds, paused.TotalMilliseconds, items);
        }
    }

    /// <summary>Reports a flush; on the journal's thread.</summary>
    public void Flushed(int writes, TimeSpan elapsed)
    {
        metrics.Flushed(writes, elapsed);
        if (elapsed > Slow)
        {
            HostLog.SlowFlush(logger, self, writes, elapsed.TotalMilliseconds);
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
