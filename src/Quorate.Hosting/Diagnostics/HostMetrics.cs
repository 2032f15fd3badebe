using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Quorate.Hosting;

/// <summary>The meter <c>Quorate</c>: what a replica counts and measures, tagged with the replica's id.</summary>
internal sealed class HostMetrics : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Quorate";

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?> _replica;
    private readonly Histogram<double> _flushSeconds;
    private readonly Histogram<int> _flushWrites;
    private readonly Histogram<double> _turnSeconds;
    private readonly Counter<long> _submissions;
    private readonly Counter<long> _reads;
    private readonly KeyValuePair<string, object?>[] _outcomes =
        [.. Enum.GetValues<SubmitOutcome>().Select(outcome => new KeyValuePair<string, object?>("outcome", outcome))];
    private readonly List<ServiceCounter> _counters = [];
    private readonly long[] _traces = new long[Enum.GetValues<TraceKind>().Max(kind => (int)kind) + 1];
    private long _flushes;
    private long _flushedWrites;

    public HostMetrics(ReplicaId self)
    {
        _meter = new Meter(Name);
        _replica = new KeyValuePair<string, object?>("replica", (int)self.Value);
        _flushSeconds = _meter.CreateHistogram<double>(
            "quorate.journal.flush", "s", "How long a flush of the journal took.");
        _flushWrites = _meter.CreateHistogram<int>(
            "quorate.journal.group", "{write}", "How many writes one flush made durable.");
        _turnSeconds = _meter.CreateHistogram<double>(
            "quorate.loop.turn", "s", "How long a turn of the replica's loop took.");
        _submissions = _meter.CreateCounter<long>(
            "quorate.submissions", "{operation}", "Operations submitted on this replica, by outcome.");
        _reads = _meter.CreateCounter<long>(
            "quorate.reads", "{read}", "Linearizable reads asked on this replica, by outcome.");
        Count("quorate.journal.flushes", "{flush}", "Flushes of the journal.", () => Interlocked.Read(ref _flushes));
        Count("quorate.journal.writes", "{write}", "Writes that they made durable.",
            () => Interlocked.Read(ref _flushedWrites));
    }

    /// <summary>Every count; complete once the host has been made.</summary>
    public IReadOnlyList<ServiceCounter> Counters => _counters;

    /// <summary>Where calls are traced; does nothing until somebody listens.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    public void Flushed(int writes, TimeSpan elapsed)
    {
        Interlocked.Increment(ref _flushes);
        Interlocked.Add(ref _flushedWrites, writes);
        _flushSeconds.Record(elapsed.TotalSeconds, _replica);
        _flushWrites.Record(writes, _replica);
    }

    public void Turned(TimeSpan elapsed) => _turnSeconds.Record(elapsed.TotalSeconds, _replica);

    public void Submitted(SubmitOutcome outcome)
    {
        if (_submissions.Enabled)
        {
            _submissions.Add(1, _replica, _outcomes[(int)outcome]);
        }
    }

    public void Read(bool answered)
    {
        if (_reads.Enabled)
        {
            _reads.Add(1, _replica, new KeyValuePair<string, object?>("answered", answered));
        }
    }

    public void Trace(TraceKind kind) => Interlocked.Increment(ref _traces[(int)kind]);

    /// <summary>How often a kind of event happened inside the replica.</summary>
    public long Traced(TraceKind kind) => Interlocked.Read(ref _traces[(int)kind]);

    /// <summary>Registers a value that is read when somebody collects.</summary>
    public void Observe(string name, string unit, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, () => new Measurement<long>(value(), _replica), unit, description);

    /// <summary>Registers a count that is read when somebody collects.</summary>
    public void Count(string name, string unit, string description, Func<long> value)
    {
        _counters.Add(new ServiceCounter(name, description, value));
        _meter.CreateObservableCounter(name, () => new Measurement<long>(value(), _replica), unit, description);
    }

    public void Dispose() => _meter.Dispose();
}
