namespace Quorate.Tracing;

/// <summary>Draws messages between the places of their events.</summary>
internal static class Arrows
{
    /// <summary>How far along time a message is drawn that ends on the way.</summary>
    public const double CutWidth = 18;

    private const double LostAfter = 0.56;

    /// <summary>An arrow for each receipt and loss, and for each sending of which neither is in the trace.</summary>
    public static List<DiagramArrow> Of(Trace trace, Columns columns, IReadOnlyList<DiagramLane> lanes)
    {
        var arrows = new List<DiagramArrow>();
        var sendings = new Dictionary<long, int>();
        var hasEnded = new bool[trace.Events.Count];
        for (var index = 0; index < trace.Events.Count; index++)
        {
            var traced = trace.Events[index].Event;
            if (traced.IsSending)
            {
                sendings[traced.Message] = index;
            }
            else if (traced.Message != 0)
            {
                var sending = sendings.GetValueOrDefault(traced.Message, -1);
                if (sending >= 0)
                {
                    hasEnded[sending] = true;
                    arrows.Add(Between(trace, columns, lanes, sending, index));
                }
            }
        }

        for (var index = 0; index < hasEnded.Length; index++)
        {
            var traced = trace.Events[index].Event;
            if (traced.IsSending && !hasEnded[index] && traced.Peer >= 0)
            {
                arrows.Add(Cut(trace, columns, lanes, index, -1, ArrowEnd.UnderWay));
            }
        }

        return arrows;
    }

    private static DiagramArrow Between(
        Trace trace, Columns columns, IReadOnlyList<DiagramLane> lanes, int sending, int receipt)
    {
        var (sent, ended) = (trace.Events[sending].Event, trace.Events[receipt].Event);
        if (ended.Kind == TracedKind.Lost && ended.Time == sent.Time)
        {
            return Cut(trace, columns, lanes, sending, receipt, ArrowEnd.Lost);
        }

        var isLost = ended.Kind == TracedKind.Lost;
        return new DiagramArrow(
            sending,
            receipt,
            columns.X[sending],
            DiagramLayout.LineOf(lanes, sent.Process),
            columns.X[receipt],
            DiagramLayout.LineOf(lanes, isLost ? sent.Peer : ended.Process),
            isLost ? ArrowEnd.Lost : ArrowEnd.Received,
            sent.Family);
    }

    // Ends on the way: the slope is that of a message that takes no time worth mentioning.
    private static DiagramArrow Cut(
        Trace trace, Columns columns, IReadOnlyList<DiagramLane> lanes, int sending, int end, ArrowEnd how)
    {
        var sent = trace.Events[sending].Event;
        var from = DiagramLayout.LineOf(lanes, sent.Process);
        var to = DiagramLayout.LineOf(lanes, sent.Peer);
        var x = columns.X[sending];
        var (endX, endY) = (Math.Round(x + CutWidth, 1), Math.Round(from + ((to - from) * LostAfter), 1));
        return new DiagramArrow(sending, end, x, from, endX, endY, how, sent.Family);
    }
}
