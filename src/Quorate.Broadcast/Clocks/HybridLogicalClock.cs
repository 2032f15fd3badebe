namespace Quorate.Broadcast;

/// <summary>
/// A hybrid logical clock (Kulkarni et al. 2014; clocks.md H1–H6) of one process: a Lamport clock whose values stay
/// close to the wall clock. Wall-clock samples are handed in. One caller at a time; nothing is allocated by an
/// operation.
/// </summary>
/// <remarks>It orders events that know of each other. It grants no lease and replaces no consensus.</remarks>
public sealed class HybridLogicalClock
{
    /// <summary>
    /// The latest wall clock that counts (the year 6429). As much again is left above it, so that no sequence of events
    /// brings a clock to its end; a later sample counts as this one, one before 1970 as 1970 (clocks.md H5).
    /// </summary>
    public const long WallMillisecondsMax = (1L << 47) - 1;

    private readonly long _skewMaxMilliseconds;
    private readonly HighWaterMark? _mark;

    /// <summary>Starts a clock.</summary>
    /// <param name="skewMax">
    /// How far ahead of the local wall clock a received time may be, 1 ms to 1 day. A little more than the wall clocks
    /// really differ, plus what <paramref name="mark"/> reserves.
    /// </param>
    /// <param name="mark">
    /// Carries the clock over restarts; its block is counted in packed values, <see cref="Block"/>. Null for a process
    /// whose wall clock never goes back.
    /// </param>
    public HybridLogicalClock(TimeSpan skewMax, HighWaterMark? mark = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(skewMax, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skewMax, TimeSpan.FromDays(1));
        _skewMaxMilliseconds = (long)skewMax.TotalMilliseconds;
        _mark = mark;
        Current = new HybridTimestamp(mark?.Reserved ?? 0);
    }

    /// <summary>The time of the last event.</summary>
    public HybridTimestamp Current { get; private set; }

    /// <summary>How many received times were refused.</summary>
    public ulong Refused { get; private set; }

    /// <summary>The time of the next event of this process: a step of its own, or a send (H1).</summary>
    /// <param name="wall">The local wall clock now; it may go back.</param>
    public HybridTimestamp Tick(DateTimeOffset wall) => Advance(Following(Current, wall));

    /// <summary>The time of a receive event; <see cref="Current"/> is then past what was received (H2).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    /// <param name="wall">The local wall clock now.</param>
    public MergeOutcome Merge(HybridTimestamp received, DateTimeOffset wall)
    {
        if (IsTooFarAhead(received, wall, _skewMaxMilliseconds))
        {
            Refused++;
            return MergeOutcome.TooFarAhead;
        }

        Advance(Following(Current, received, wall));
        return MergeOutcome.Merged;
    }

    /// <summary>Rule H1, for clocks that keep their state elsewhere: the time of the event after this one.</summary>
    /// <remarks>
    /// In the paper's words: l' = max(l, pt); c' = l' = l ? c + 1 : 0. On packed values that is one maximum, and a full
    /// counter carries into the milliseconds (H6).
    /// </remarks>
    public static HybridTimestamp Following(HybridTimestamp last, DateTimeOffset wall)
    {
        Contract.Assert(last.Packed < ulong.MaxValue, "a hybrid clock never comes to its end");
        return new HybridTimestamp(Math.Max(last.Packed + 1, Floor(wall)));
    }

    /// <summary>Rule H2: the time of a receive after the event at <paramref name="last"/>.</summary>
    public static HybridTimestamp Following(HybridTimestamp last, HybridTimestamp received, DateTimeOffset wall) =>
        Following(last > received ? last : received, wall);

    /// <summary>
    /// Rules C3 and H3: whether a received time is refused, because the receive event would be further ahead of the
    /// wall clock than allowed.
    /// </summary>
    /// <param name="received">What was received.</param>
    /// <param name="wall">The local wall clock.</param>
    /// <param name="skewMaxMilliseconds">How far ahead is accepted.</param>
    public static bool IsTooFarAhead(HybridTimestamp received, DateTimeOffset wall, long skewMaxMilliseconds) =>
        received.Packed == ulong.MaxValue
        || new HybridTimestamp(received.Packed + 1).Milliseconds - WallMilliseconds(wall) > skewMaxMilliseconds;

    /// <summary>The block of a <see cref="HighWaterMark"/> that reserves this much time.</summary>
    /// <param name="duration">1 ms to 1 day.</param>
    public static ulong Block(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromDays(1));
        return (ulong)duration.TotalMilliseconds << HybridTimestamp.CounterBits;
    }

    private static long WallMilliseconds(DateTimeOffset wall) =>
        Math.Clamp(wall.ToUnixTimeMilliseconds(), 0, WallMillisecondsMax);

    private static ulong Floor(DateTimeOffset wall) => (ulong)WallMilliseconds(wall) << HybridTimestamp.CounterBits;

    private HybridTimestamp Advance(HybridTimestamp next)
    {
        Contract.Assert(next > Current, "a clock never goes back");
        // The mark first: if it cannot be stored, the event did not happen.
        _mark?.Cover(next.Packed);
        Current = next;
        return next;
    }
}
