using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// A <see cref="HybridLogicalClock"/> for many threads: each event gets a time of its own, without a lock
/// (clocks.md T1).
/// </summary>
public sealed class ConcurrentHybridClock
{
    private readonly long _skewMaxMilliseconds;
    private readonly Reservation _reservation;
    private ulong _current;
    private long _refused;

    /// <summary>Starts a clock.</summary>
    /// <param name="skewMax">How far ahead of the local wall clock a received time may be, 1 ms to 1 day.</param>
    /// <param name="mark">Carries the clock over restarts; used by this clock alone. Null for none.</param>
    public ConcurrentHybridClock(TimeSpan skewMax, HighWaterMark? mark = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(skewMax, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skewMax, TimeSpan.FromDays(1));
        _skewMaxMilliseconds = (long)skewMax.TotalMilliseconds;
        _reservation = new Reservation(mark);
        _current = _reservation.Start;
    }

    /// <summary>The time of the last event.</summary>
    public HybridTimestamp Current => new(Volatile.Read(ref _current));

    /// <summary>How many received times were refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The time of the next event: a step of one's own, or a send (H1).</summary>
    /// <param name="wall">The local wall clock now; it may go back.</param>
    public HybridTimestamp Tick(DateTimeOffset wall)
    {
        while (true)
        {
            var last = Current;
            var next = HybridLogicalClock.Following(last, wall);
            if (TryAdvance(last.Packed, next.Packed))
            {
                return next;
            }
        }
    }

    /// <summary>The time of a receive event (H2).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    /// <param name="wall">The local wall clock now.</param>
    /// <param name="time">The time of the receive; of the last event when it was refused.</param>
    public MergeOutcome Merge(HybridTimestamp received, DateTimeOffset wall, out HybridTimestamp time)
    {
        if (HybridLogicalClock.IsTooFarAhead(received, wall, _skewMaxMilliseconds))
        {
            Interlocked.Increment(ref _refused);
            time = Current;
            return MergeOutcome.TooFarAhead;
        }

        while (true)
        {
            var last = Current;
            time = HybridLogicalClock.Following(last, received, wall);
            if (TryAdvance(last.Packed, time.Packed))
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
