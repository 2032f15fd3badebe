namespace Quorate.Tracing;

/// <summary>
/// Questions about the happened-before relation of a trace. They compare vector times, so that they hold for any
/// selection of a run's events. Messages lost in the network belong to no process and are never asked about.
/// </summary>
public static class HappensBefore
{
    /// <summary>How two events of a run stand: whether the first happened before the second.</summary>
    public static CausalOrder Order(StampedEvent first, StampedEvent second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        RequireProcess(first);
        RequireProcess(second);
        if (first.Event.Process == second.Event.Process)
        {
            return first.Place == second.Place ? CausalOrder.Same
                : first.Place < second.Place ? CausalOrder.Before : CausalOrder.After;
        }

        // One component decides: an event knows of the other iff it counts it (Mattern 1988).
        return first.Place <= second.Vector[first.Event.Process] ? CausalOrder.Before
            : second.Place <= first.Vector[second.Event.Process] ? CausalOrder.After
            : CausalOrder.Concurrent;
    }

    /// <summary>The events that happened before one: everything that may have influenced it.</summary>
    public static IEnumerable<StampedEvent> Past(Trace trace, StampedEvent of) => Which(trace, of, CausalOrder.Before);

    /// <summary>The events that an event happened before: everything that it may have influenced.</summary>
    public static IEnumerable<StampedEvent> Future(Trace trace, StampedEvent of) => Which(trace, of, CausalOrder.After);

    /// <summary>The events that neither influenced an event nor were influenced by it.</summary>
    public static IEnumerable<StampedEvent> ConcurrentWith(Trace trace, StampedEvent of) =>
        Which(trace, of, CausalOrder.Concurrent);

    private static IEnumerable<StampedEvent> Which(Trace trace, StampedEvent of, CausalOrder order)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(of);
        RequireProcess(of);
        return trace.Events.Where(other => other.Event.IsOfProcess && Order(other, of) == order);
    }

    private static void RequireProcess(StampedEvent stamped)
    {
        if (!stamped.Event.IsOfProcess)
        {
            throw new ArgumentException("A lost message is no event of a process.", nameof(stamped));
        }
    }
}
