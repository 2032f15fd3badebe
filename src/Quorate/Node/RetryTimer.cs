namespace Quorate;

/// <summary>
/// Says when to send again what may have been lost: each time twice as long after the last, up to a limit, and from the
/// beginning again after progress.
/// </summary>
internal sealed class RetryTimer
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private TimeSpan _wait;

    /// <param name="first">The first wait.</param>
    /// <param name="longest">No wait is longer.</param>
    public RetryTimer(TimeSpan first, TimeSpan longest) => (_first, _longest, _wait) = (first, longest, first);

    /// <summary>When to send again; never while nothing is outstanding.</summary>
    public MonotonicTime At { get; private set; } = MonotonicTime.Never;

    public bool IsDue(MonotonicTime now) => now >= At;

    /// <summary>Something was sent: unless the timer runs already, it starts.</summary>
    public void Arm(MonotonicTime now)
    {
        if (At == MonotonicTime.Never)
        {
            At = now.After(_wait);
        }
    }

    /// <summary>It was sent again without an answer: the next wait is longer.</summary>
    public void BackOff(MonotonicTime now, bool isOutstanding)
    {
        _wait = TimeSpan.FromTicks(Math.Min(_wait.Ticks * 2, _longest.Ticks));
        At = isOutstanding ? now.After(_wait) : MonotonicTime.Never;
    }

    /// <summary>An answer came: what is still outstanding waits the first time again.</summary>
    public void Restart(MonotonicTime now, bool isOutstanding)
    {
        _wait = _first;
        At = isOutstanding ? now.After(_wait) : MonotonicTime.Never;
    }

    public void Stop() => At = MonotonicTime.Never;
}
