using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// A <see cref="VectorClock"/> for many threads. Times are copied out, because a view of the clock would change under
/// its reader (clocks.md T2).
/// </summary>
/// <param name="clock">The clock; nobody else uses it from now on.</param>
public sealed class ConcurrentVectorClock(VectorClock clock)
{
    // Protects the clock: a vector does not fit into one atomic exchange.
    private readonly Lock _lock = new();

    /// <summary>How many processes there are: the length of every destination.</summary>
    public int Members => clock.Members;

    /// <summary>How many received times were refused.</summary>
    public ulong Refused
    {
        get
        {
            lock (_lock)
            {
                return clock.Refused;
            }
        }
    }

    /// <summary>The next event: a step of one's own, or a send (V1).</summary>
    /// <param name="destination">Gets its time; at least <see cref="Members"/> counts.</param>
    public void Tick(Span<ulong> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Members);
        lock (_lock)
        {
            clock.Tick().Counts.CopyTo(destination);
        }
    }

    /// <summary>A receive event (V1).</summary>
    /// <param name="received">The time that the message carries: untrusted.</param>
    /// <param name="destination">Gets the time of the receive; of the last event when it was refused.</param>
    public MergeOutcome Merge(VectorTimestamp received, Span<ulong> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Members);
        lock (_lock)
        {
            var outcome = clock.Merge(received);
            clock.Current.Counts.CopyTo(destination);
            return outcome;
        }
    }
}
