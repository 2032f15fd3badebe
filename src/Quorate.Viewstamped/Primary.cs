namespace Quorate.Viewstamped;

/// <summary>
/// The primary's timers: heartbeat and abdication (viewstamped.md 16.1 16.3), and pulses for the state machine's
/// deadlines.
/// </summary>
internal static class Primary
{
    private const long PulseWaitMax = 1_000_000_000;

    internal static void OnHeartbeatExpired(ReplicaState s, IEffects effects)
    {
        Contract.Assert(s.IsNormalPrimary, "only a normal primary has a heartbeat");
        s.Timers.Heartbeat = s.Now.After(s.Options.HeartbeatInterval);
        if (!s.HasAbdicated && MustAbdicate(s))
        {
            s.HasAbdicated = true;
            s.Timers.Heartbeat = MonotonicTime.Never;
            Outbox.Trace(s, effects, TraceKind.Abdicated);
            ViewChange.VoteToLeave(s, effects);
            return;
        }

        Outbox.Broadcast(s, effects, Following.CommitOf(s));
    }

    internal static void ArmPulse(ReplicaState s)
    {
        s.Timers.Pulse = MonotonicTime.Never;
        if (s.IsNormalPrimary && s.PulseDue is { } due && s.PulseOp <= s.Executed)
        {
            // Looked at once a second at least: the wall clock may not have been read yet, and may be set.
            var wait = Math.Clamp(due.UnixNanoseconds - s.WallClock.UnixNanoseconds, 0, PulseWaitMax);
            s.Timers.Pulse = s.Now.After(new TimeSpan((wait / TimeSpan.NanosecondsPerTick) + 1));
        }
    }

    internal static void OnPulseExpired(ReplicaState s, IEffects effects)
    {
        s.Timers.Pulse = MonotonicTime.Never;
        if (!s.IsNormalPrimary || s.HasAbdicated || s.PulseDue is not { } due || s.PulseOp > s.Executed)
        {
            return;
        }

        if (s.WallClock < due)
        {
            ArmPulse(s);
            return;
        }

        NormalOperation.PrepareEntry(s, effects, EntryKind.Pulse);
        s.PulseOp = s.Log.Head;
    }

    // Without this a primary that can send but not receive, or whose own disk hangs, blocks the group for ever. A
    // backup that is slow to acknowledge is no reason: nobody could do better without it.
    private static bool MustAbdicate(ReplicaState s)
    {
        var heard = 1;
        for (var i = 0; i < s.Peers.Length; i++)
        {
            heard += i != s.Self.Value && s.Now.Since(s.Peers[i].HeardAt) <= s.Options.AbdicateTimeout ? 1 : 0;
        }

        var isDiskBehind = s.DurableOp < s.Log.Head && s.Log.Head > s.Commit;
        var isStuck = isDiskBehind && s.Now.Since(s.ProgressAt) > s.Options.AbdicateTimeout * 2;
        return s.Peers.Length > 1 && (heard < s.Quorum || isStuck);
    }
}
