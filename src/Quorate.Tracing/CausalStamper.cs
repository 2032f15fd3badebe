namespace Quorate.Tracing;

/// <summary>
/// Computes Lamport and vector time of a run's events, given one by one in the order in which they were observed. The
/// happened-before relation is Lamport's: the order of events at one process, and each sending before its receipts.
/// </summary>
public sealed class CausalStamper
{
    private static readonly Sending None = new(0, VectorTime.Zero);
    private readonly List<Clock> _clocks = [];

    // Looked up by message, never enumerated. A message stays: a copy of it may still arrive.
    private readonly Dictionary<long, Sending> _sendings = [];

    /// <summary>Stamps the next event.</summary>
    /// <param name="traced">
    /// The event. A receipt whose sending was never given (the trace begins later) has no cause but its process.
    /// </param>
    public StampedEvent Stamp(TracedEvent traced)
    {
        ArgumentNullException.ThrowIfNull(traced);
        ArgumentOutOfRangeException.ThrowIfNegative(traced.Process, nameof(traced));
        var sending = traced.IsSending ? None : _sendings.GetValueOrDefault(traced.Message, None);
        if (!traced.IsOfProcess)
        {
            return new StampedEvent(traced, sending.Lamport, sending.Vector);
        }

        var clock = ClockOf(traced.Process);
        clock.Lamport = Math.Max(clock.Lamport, sending.Lamport) + 1;
        clock.Vector = Next(clock.Vector, sending.Vector, traced.Process);
        var stamped = new StampedEvent(traced, clock.Lamport, clock.Vector);
        if (traced.IsSending && traced.Message != 0)
        {
            var isNew = _sendings.TryAdd(traced.Message, new Sending(clock.Lamport, clock.Vector));
            Contract.Assert(isNew, "a message is sent once under its number");
        }

        return stamped;
    }

    private static VectorTime Next(VectorTime own, VectorTime other, int process)
    {
        var counts = new int[Math.Max(Math.Max(own.Length, other.Length), process + 1)];
        for (var index = 0; index < counts.Length; index++)
        {
            counts[index] = Math.Max(own[index], other[index]);
        }

        counts[process]++;
        Contract.Assert(counts[process] == own[process] + 1, "nobody knows more of a process than it does itself");
        return new VectorTime(counts);
    }

    private Clock ClockOf(int process)
    {
        while (_clocks.Count <= process)
        {
            _clocks.Add(new Clock());
        }

        return _clocks[process];
    }

    private readonly record struct Sending(long Lamport, VectorTime Vector);

    private sealed class Clock
    {
        public long Lamport { get; set; }

        public VectorTime Vector { get; set; } = VectorTime.Zero;
    }
}
