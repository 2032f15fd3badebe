using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// A <see cref="LamportClock"/> for many threads: each event gets a time of its own, without a lock (clocks.md T1).
/// </summary>
public sealed class ConcurrentLamportClock
{
    private readonly ulong _jumpMax;
    private readonly Reservation _reservation;
    private ulong _current;
    private long _refused;

    /// <summary>Starts a clock.</summary>
    /// <param name="jumpMax">How far ahead of this clock a received time may be, in events.</param>
    /// <param name="mark">Carries the clock over restarts; used by this clock alone. Null for none.</param>
    public ConcurrentLamportClock(ulong jumpMax = LamportClock.DefaultJumpMax, HighWaterMark? mark = null)
    {
        _jumpMax = jumpMax;
        _reservation = new Reservation(mark);
        _current = _reservation.Start;
    }

    /// <summary>The time of the last event.</summary>
    public LamportTimestamp Current => new(Volatile.Read(ref _current));

    /// <summary>How many received times were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The time of the next event: a step of one's own, or a send (L1).</summary>
    public LamportTimestamp Tick()
    {
        while (true)
        {
            var last = Current;
            var next = LamportClock.Following(last);
            if (TryAdvance(last.Value, next.Value))
            {
                return next;
            }
        }
    }

    /// <summary>The time of a receive event (L2).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    /// <param name="time">The time of the receive; of the last event when it was refused.</param>
    public MergeOutcome Merge(LamportTimestamp received, out LamportTimestamp time)
    {
        while (true)
        {
            var last = Current;
            if (LamportClock.IsTooFarAhead(last, received, _jumpMax))
            {
                Interlocked.Increment(ref _refused);
                time = last;
                return MergeOutcome.TooFarAhead;
            }

            time = LamportClock.Following(last, received);
            if (TryAdvance(last.Value, time.Value))
            {
                return MergeOutcome.Merged;
            }
        }
    }

    private bool TryAdvance(ulong last, ulong next)
    {
        // Reserved before it is visible: no other thread can issue what follows an unreserved value.
        _reservation.Cover(next);
        return Interlocked.CompareExchange(ref _current, next, last) == last;
    }
}
