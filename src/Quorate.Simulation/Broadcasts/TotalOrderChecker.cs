namespace Quorate.Simulation;

/// <summary>
/// Of the sequences that any two processes deliver, one is the beginning of the other (CGR: TOB5 and agreement, in the
/// uniform form: also for processes that crash).
/// </summary>
public static class TotalOrderChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "total-order";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<ulong> order = [];
        foreach (var process in history.All())
        {
            var place = 0;
            foreach (var step in history.At(process, BroadcastStepKind.Delivered))
            {
                if (place == order.Count)
                {
                    order.Add(step.Message);
                }
                else if (order[place] != step.Message)
                {
                    yield return new Violation(
                        Name,
                        step.Time,
                        $"{process} delivers message {step.Message} at place {place + 1}, others {order[place]}");
                    break;
                }

                place++;
            }
        }
    }
}
