namespace Quorate.Viewstamped;

/// <summary>
/// The named timers of a replica: deadlines on its monotonic clock, all of one view. A deadline is a value of the state
/// and not an event under way, and every change of phase stops all of them before it arms its own: none can expire in
/// another view than the one it was armed in. <see cref="Invariants"/> checks that after every step.
/// </summary>
internal sealed class Timers
{
    /// <summary>The view that all of them belong to.</summary>
    internal ViewNumber View { get; private set; }

    /// <summary>Primary: send Commit, look after the quorum.</summary>
    internal MonotonicTime Heartbeat { get; set; } = MonotonicTime.Never;

    /// <summary>Not primary: the primary has been silent too long.</summary>
    internal MonotonicTime Suspect { get; set; } = MonotonicTime.Never;

    /// <summary>In a view change: it has taken too long.</summary>
    internal MonotonicTime ViewChange { get; set; } = MonotonicTime.Never;

    /// <summary>Send the vote or the DoViewChange again.</summary>
    internal MonotonicTime Resend { get; set; } = MonotonicTime.Never;

    /// <summary>A question for state has gone unanswered.</summary>
    internal MonotonicTime Transfer { get; set; } = MonotonicTime.Never;

    /// <summary>The state machine's deadline, as the wall clock's offset has it.</summary>
    internal MonotonicTime Pulse { get; set; } = MonotonicTime.Never;

    internal MonotonicTime Next => MonotonicTime.Min(
        MonotonicTime.Min(MonotonicTime.Min(Heartbeat, Suspect), MonotonicTime.Min(ViewChange, Resend)),
        MonotonicTime.Min(Transfer, Pulse));

    internal void Walk(CanonicalCodec codec)
    {
        View = codec.View(View);
        Heartbeat = codec.Time(Heartbeat);
        Suspect = codec.Time(Suspect);
        ViewChange = codec.Time(ViewChange);
        Resend = codec.Time(Resend);
        Transfer = codec.Time(Transfer);
        Pulse = codec.Time(Pulse);
    }

    /// <summary>A phase begins: nothing that was armed before is left.</summary>
    internal void StopAll(ViewNumber view)
    {
        View = view;
        Heartbeat = Suspect = ViewChange = Resend = Transfer = Pulse = MonotonicTime.Never;
    }
}
