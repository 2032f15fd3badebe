namespace Quorate.Simulation;

/// <summary>
/// Every process delivers in growing order of (time, sender): the total order by Lamport clocks is the order of the
/// times. A clock that goes back, over a restart for instance, shows here first.
/// </summary>
public static class TimeOrderChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "time-order";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var process in history.All())
        {
            (ulong Time, byte Sender) last = default;
            foreach (var step in history.At(process, BroadcastStepKind.Delivered))
            {
                var stamp = (step.Number, step.Peer.Value);
                if (stamp.CompareTo(last) <= 0)
                {
                    yield return new Violation(
                        Name, step.Time, $"{process} delivers the message of time {stamp} after that of {last}");
                }

                last = stamp;
            }
        }
    }
}
