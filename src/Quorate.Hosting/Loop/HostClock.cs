using System.Diagnostics;

namespace Quorate.Hosting;

/// <summary>The machine's clocks as the contract's types.</summary>
internal static class HostClock
{
    /// <summary>The monotonic clock.</summary>
    public static MonotonicTime Now
    {
        get
        {
            var ticks = Stopwatch.GetTimestamp();
            return new MonotonicTime(Stopwatch.Frequency == 1_000_000_000
                ? ticks
                : (long)(ticks * (1_000_000_000.0 / Stopwatch.Frequency)));
        }
    }

    /// <summary>The wall clock.</summary>
    public static AgreedTime WallClock =>
        new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
}
