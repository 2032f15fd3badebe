namespace Quorate.Clocks.Tests;

/// <summary>A wall clock that stands where it was put.</summary>
internal sealed class ManualTime(long unixMilliseconds) : TimeProvider
{
    /// <summary>Where tests begin.</summary>
    public const long Noon = 1_800_000_000_000;

    private long _milliseconds = unixMilliseconds;

    public static ManualTime AtNoon => new(Noon);

    public void Set(long milliseconds) => Volatile.Write(ref _milliseconds, milliseconds);

    public override DateTimeOffset GetUtcNow() =>
        DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _milliseconds));
}
