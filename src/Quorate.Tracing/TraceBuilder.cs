namespace Quorate.Tracing;

/// <summary>
/// Collects a run's events as they are observed, and stamps them at once, so that the stamps hold for the whole run
/// even if only a part of it is kept. Bounded: keeps the first and the last events, and decides at the end which.
/// </summary>
public sealed class TraceBuilder
{
    private readonly int _eventsMax;
    private readonly CausalStamper _stamper = new();
    private readonly List<TracedProcess> _processes = [];
    private readonly List<StampedEvent> _first = [];
    private readonly Queue<StampedEvent> _later = [];
    private readonly List<TraceMark> _marks = [];
    private long _time;

    /// <summary>Starts an empty trace.</summary>
    /// <param name="eventsMax">How many events are kept, at least 1.</param>
    public TraceBuilder(int eventsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventsMax, 1);
        _eventsMax = eventsMax;
    }

    /// <summary>Events so far, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Processes so far.</summary>
    public int ProcessCount => _processes.Count;

    /// <summary>Adds a process.</summary>
    /// <returns>Its index.</returns>
    public int AddProcess(string name, ProcessRole role)
    {
        _processes.Add(new TracedProcess(name, role));
        return _processes.Count - 1;
    }

    /// <summary>Adds an event; its number is given here.</summary>
    public void Add(TracedEvent traced)
    {
        ArgumentNullException.ThrowIfNull(traced);
        Contract.Assert(traced.Process >= 0, "an event happens at a process");
        Contract.Assert(traced.Process < _processes.Count, "a process is added before its events");
        Contract.Assert(traced.Time >= _time, "events are observed in the order of their times");
        _time = traced.Time;
        var stamped = _stamper.Stamp(traced with { Number = ++Count });
        if (_first.Count < _eventsMax)
        {
            _first.Add(stamped);
            return;
        }

        _later.Enqueue(stamped);
        if (_later.Count > _eventsMax)
        {
            _later.Dequeue();
        }
    }

    /// <summary>Forgets the events so far, as if more than fit had come: the trace begins here.</summary>
    public void BeginHere()
    {
        _first.Clear();
        _later.Clear();
    }

    /// <summary>Adds a mark.</summary>
    public void Mark(long time, string text, bool isFailure) => _marks.Add(new TraceMark(time, text, isFailure));

    /// <summary>Makes the trace of what was kept.</summary>
    public Trace Build(string title, TracePart part)
    {
        var hasFailed = _marks.Exists(mark => mark.IsFailure);
        var wantsLast = part == TracePart.Last || (part == TracePart.AroundFailure && hasFailed);
        List<StampedEvent> kept = wantsLast ? [.. _first.Concat(_later).TakeLast(_eventsMax)] : _first;
        var before = kept.Count == 0 ? 0 : kept[0].Event.Number - 1;
        return new Trace
        {
            Title = title,
            Processes = [.. _processes],
            Events = kept,
            Marks = [.. _marks.Where(mark => IsKept(mark, kept))],
            OmittedBefore = before,
            OmittedAfter = Count - kept.Count - before,
        };
    }

    private static bool IsKept(TraceMark mark, List<StampedEvent> kept) =>
        mark.IsFailure || (kept.Count > 0 && mark.Time >= kept[0].Event.Time && mark.Time <= kept[^1].Event.Time);
}
