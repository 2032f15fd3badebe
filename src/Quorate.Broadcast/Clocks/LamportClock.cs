namespace Quorate.Broadcast;

/// <summary>
/// Lamport's logical clock (1978, rules IR1 and IR2; clocks.md L1 and L2) of one process. One caller at a time; nothing
/// is allocated by an operation.
/// </summary>
public sealed class LamportClock
{
    /// <summary>The jump a clock accepts when nothing else is asked for: four thousand million events.</summary>
    public const ulong DefaultJumpMax = 1UL << 32;

    /// <summary>
    /// No received time above this is ever accepted, whatever the jump, so that no peer can bring a clock near its end:
    /// as many values again are left for events of this process (clocks.md C4).
    /// </summary>
    public const ulong ReceivedMax = ulong.MaxValue / 2;

    private readonly ulong _jumpMax;
    private readonly HighWaterMark? _mark;

    /// <summary>Starts a clock.</summary>
    /// <param name="jumpMax">How far ahead of this clock a received time may be, in events.</param>
    /// <param name="mark">Carries the clock over restarts; null for a process that never comes back.</param>
    public LamportClock(ulong jumpMax = DefaultJumpMax, HighWaterMark? mark = null)
    {
        _jumpMax = jumpMax;
        _mark = mark;
        Current = new LamportTimestamp(mark?.Reserved ?? 0);
    }

    /// <summary>The time of the last event.</summary>
    public LamportTimestamp Current { get; private set; }

    /// <summary>How many received times were refused.</summary>
    public ulong Refused { get; private set; }

    /// <summary>The time of the next event of this process: a step of its own, or a send (L1).</summary>
    public LamportTimestamp Tick() => Advance(Following(Current));

    /// <summary>The time of a receive event; <see cref="Current"/> is then past what was received (L2).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    public MergeOutcome Merge(LamportTimestamp received)
    {
        if (IsTooFarAhead(Current, received, _jumpMax))
        {
            Refused++;
            return MergeOutcome.TooFarAhead;
        }

        Advance(Following(Current, received));
        return MergeOutcome.Merged;
    }

    /// <summary>Rule L1, for clocks that keep their state elsewhere: the time of the event after this one.</summary>
    public static LamportTimestamp Following(LamportTimestamp last)
    {
        Contract.Assert(last.Value < ulong.MaxValue, "a Lamport clock never comes to its end");
        return new LamportTimestamp(last.Value + 1);
    }

    /// <summary>Rule L2: the time of a receive after the event at <paramref name="last"/>.</summary>
    public static LamportTimestamp Following(LamportTimestamp last, LamportTimestamp received) =>
        Following(last > received ? last : received);

    /// <summary>Rule C3: whether a received time is refused.</summary>
    /// <param name="last">The time of the receiver.</param>
    /// <param name="received">What it received.</param>
    /// <param name="jumpMax">How far ahead is accepted.</param>
    public static bool IsTooFarAhead(LamportTimestamp last, LamportTimestamp received, ulong jumpMax) =>
        received > last && (received.Value - last.Value > jumpMax || received.Value > ReceivedMax);

    private LamportTimestamp Advance(LamportTimestamp next)
    {
        Contract.Assert(next > Current, "a clock never goes back");
        // The mark first: if it cannot be stored, the event did not happen.
        _mark?.Cover(next.Value);
        Current = next;
        return next;
    }
}
