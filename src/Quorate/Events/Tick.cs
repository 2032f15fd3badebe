namespace Quorate;

/// <summary>Time passed.</summary>
public sealed class Tick(MonotonicTime now, AgreedTime wallClock) : ReplicaEvent
{
    /// <summary>The monotonic clock, for timers.</summary>
    public MonotonicTime Now { get; } = now;

    /// <summary>A wall-clock sample, for timestamps of new entries only.</summary>
    public AgreedTime WallClock { get; } = wallClock;
}
