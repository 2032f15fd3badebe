namespace Quorate.Tracing;

/// <summary>
/// Places events along time. Events of one moment are set apart where one caused another or both are of one process;
/// everything later stands further right. Sendings of one broadcast share a place, so that their arrows fan out of it.
/// </summary>
internal sealed class Columns
{
    private const double Room = 76;
    private readonly IReadOnlyList<StampedEvent> _events;
    private readonly DiagramOptions _options;
    private readonly double[] _x;
    private readonly int[] _depth;
    private readonly Dictionary<long, int> _sendings = [];
    private readonly int[] _lastOf;
    private readonly List<DiagramBreak> _breaks = [];
    private readonly List<(double X, long Time)> _moments = [];
    private double _end;

    private Columns(Trace trace, DiagramOptions options)
    {
        _events = trace.Events;
        _options = options;
        _x = new double[_events.Count];
        _depth = new int[_events.Count];
        _lastOf = new int[trace.Processes.Count];
        Array.Fill(_lastOf, -1);
        _end = options.Left;
    }

    /// <summary>The place of each event.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Silences that were cut short.</summary>
    public IReadOnlyList<DiagramBreak> Breaks => _breaks;

    /// <summary>Each moment at which something happened, and where it begins.</summary>
    public IReadOnlyList<(double X, long Time)> Moments => _moments;

    /// <summary>The rightmost place.</summary>
    public double End => _end;

    /// <summary>Places all events of a trace.</summary>
    public static Columns Of(Trace trace, DiagramOptions options)
    {
        var columns = new Columns(trace, options);
        for (var first = 0; first < trace.Events.Count;)
        {
            var next = first;
            while (next < trace.Events.Count && trace.Events[next].Event.Time == trace.Events[first].Event.Time)
            {
                next++;
            }

            columns.Place(first, next);
            first = next;
        }

        return columns;
    }

    /// <summary>Where a time falls: between the moments around it.</summary>
    public double At(long time)
    {
        var x = _options.Left;
        foreach (var moment in _moments)
        {
            if (moment.Time > time)
            {
                break;
            }

            x = moment.X;
        }

        return _moments.Count > 0 && time > _moments[^1].Time ? _end : x;
    }

    private void Place(int first, int next)
    {
        var time = _events[first].Event.Time;
        var start = _end + Gap(time);
        for (var index = first; index < next; index++)
        {
            _depth[index] = DepthOf(index, first);
            start = Math.Max(start, LeastStart(index, first));
        }

        start += _options.RoomBefore.Contains(time) ? Room : 0;

        if (_moments.Count > 0 && time - _moments[^1].Time >= _options.BreakAfter)
        {
            _breaks.Add(new DiagramBreak(_end, start, time - _moments[^1].Time));
        }

        _moments.Add((start, time));
        for (var index = first; index < next; index++)
        {
            _x[index] = Math.Round(start + (_depth[index] * _options.Slot), 1);
            _end = Math.Max(_end, _x[index]);
        }
    }

    private double Gap(long time)
    {
        if (_moments.Count == 0)
        {
            return _options.Slot;
        }

        var silence = time - _moments[^1].Time;
        return silence >= _options.BreakAfter
            ? _options.BreakWidth
            : _options.StretchWidth * Math.Log2(1 + ((double)silence / _options.TimeUnit));
    }

    // How many columns after the beginning of its moment; also notes what later events stand behind.
    private int DepthOf(int index, int first)
    {
        var traced = _events[index].Event;
        if (!traced.IsOfProcess)
        {
            return 0;
        }

        var depth = 0;
        var last = _lastOf[traced.Process];
        if (last >= first)
        {
            depth = _depth[last] + (IsOneBroadcast(_events[last].Event, traced) ? 0 : 1);
        }

        if (traced.IsSending)
        {
            _sendings[traced.Message] = index;
        }
        else if (_sendings.TryGetValue(traced.Message, out var sending) && sending >= first)
        {
            depth = Math.Max(depth, _depth[sending] + 2);
        }

        return depth;
    }

    // Where the moment must begin so that this event stands clear of those of earlier moments that it follows.
    private double LeastStart(int index, int first)
    {
        var traced = _events[index].Event;
        var start = 0.0;
        if (traced.IsOfProcess)
        {
            var last = _lastOf[traced.Process];
            if (last >= 0 && last < first)
            {
                start = _x[last] + _options.Slot;
            }

            _lastOf[traced.Process] = index;
        }

        return !traced.IsSending && _sendings.TryGetValue(traced.Message, out var sending) && sending < first
            ? Math.Max(start, _x[sending] + _options.SlopeMin)
            : start;
    }

    private static bool IsOneBroadcast(TracedEvent first, TracedEvent second) =>
        first.Kind == TracedKind.Send && second.Kind == TracedKind.Send
        && first.Label == second.Label && first.Peer != second.Peer;
}
