namespace Quorate.Tracing;

/// <summary>Tints the lanes of replicas by view.</summary>
internal static class Bands
{
    private const double Above = 38;
    private const double Below = 46;

    /// <summary>The bands of all replicas that are in views.</summary>
    public static List<DiagramBand> Of(Trace trace, Columns columns, IReadOnlyList<DiagramLane> lanes)
    {
        var bands = new List<DiagramBand>();
        foreach (var lane in lanes)
        {
            if (lane.Role == ProcessRole.Replica)
            {
                AddOf(lane, trace, columns, bands);
            }
        }

        return bands;
    }

    private static void AddOf(DiagramLane lane, Trace trace, Columns columns, List<DiagramBand> bands)
    {
        DiagramBand? open = null;
        void Close(double x)
        {
            if (open is not null && x > open.From)
            {
                bands.Add(open with { To = x });
            }

            open = null;
        }

        var isFirst = true;
        for (var index = 0; index < trace.Events.Count; index++)
        {
            var traced = trace.Events[index].Event;
            if (traced.Process != lane.Process || !traced.IsOfProcess)
            {
                continue;
            }

            var x = columns.X[index];
            if (traced.Kind == TracedKind.Crash)
            {
                Close(x);
            }
            else if (StateOf(traced, open, isFirst) is { } state && traced.View is { } view)
            {
                // What the trace does not show of the time before its first event is taken to have been the same.
                var from = isFirst && trace.OmittedBefore > 0 ? lane.Alive[0].From : x;
                Close(from);
                open = new DiagramBand(lane.Process, from, from, lane.Line - Above, lane.Line + Below, view, state);
            }

            isFirst &= open is null && traced.Kind is not (TracedKind.Crash or TracedKind.Restart);
        }

        Close(lane.Alive.Count > 0 ? lane.Alive[^1].To : 0);
    }

    private static BandState? StateOf(TracedEvent traced, DiagramBand? open, bool isFirst) => traced.Kind switch
    {
        TracedKind.ViewEntered => traced.IsPrimary ? BandState.Primary : BandState.Member,
        TracedKind.ViewLeft => BandState.Changing,
        _ when isFirst && traced.View is not null => traced.IsPrimary ? BandState.Primary : BandState.Member,
        TracedKind.Restart when open is null && traced.View is not null => BandState.Changing,
        _ => null,
    };
}
