using Microsoft.Extensions.Options;
using Quorate.Broadcast;

namespace Quorate.Clocks;

/// <summary>
/// The hybrid logical clock of a service: every thread's events, in an order that respects what caused what, also over
/// restarts when a mark is configured (clocks.md T1, P1).
/// </summary>
public sealed class CausalClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly FileHighWaterMark? _file;
    private readonly ConcurrentHybridClock _clock;

    /// <summary>Starts the clock.</summary>
    /// <param name="time">The wall clock.</param>
    /// <param name="options">Its bounds and its mark.</param>
    /// <exception cref="HighWaterMarkException">The mark cannot be used.</exception>
    public CausalClock(TimeProvider time, IOptions<CausalTimeOptions> options)
        : this(time, options, options?.Value.MarkFile is { } path ? new FileHighWaterMark(path) : null)
    {
    }

    internal CausalClock(TimeProvider time, IOptions<CausalTimeOptions> options, FileHighWaterMark? file)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _file = file;
        var mark = _file is null
            ? null
            : new HighWaterMark(_file, HybridLogicalClock.Block(options.Value.MarkBlock));
        _clock = new ConcurrentHybridClock(options.Value.MaxSkew, mark);
    }

    /// <summary>The time of the last event.</summary>
    public HybridTimestamp Last => _clock.Current;

    /// <summary>How many received times were refused.</summary>
    public long Refused => _clock.Refused;

    /// <summary>How far the clock is ahead of the wall clock.</summary>
    public TimeSpan Ahead => DistanceOf(Last);

    /// <summary>The time of a new event, later than that of every event before it.</summary>
    /// <exception cref="HighWaterMarkException">The mark could not be stored.</exception>
    public HybridTimestamp Now() => _clock.Tick(_time.GetUtcNow());

    /// <summary>The time of the receive of a message; later than the message and every event before.</summary>
    /// <param name="received">What the message says: untrusted.</param>
    /// <exception cref="HighWaterMarkException">The mark could not be stored.</exception>
    public MergeOutcome Merge(HybridTimestamp received) => _clock.Merge(received, _time.GetUtcNow(), out _);

    /// <summary>How far a time is ahead of the wall clock now; negative for one that has passed.</summary>
    public TimeSpan DistanceOf(HybridTimestamp time) =>
        TimeSpan.FromMilliseconds(time.Milliseconds - _time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Lets go of the mark.</summary>
    public void Dispose() => _file?.Dispose();
}
