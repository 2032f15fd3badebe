namespace Quorate.Simulation;

/// <summary>What one correct process delivers, every correct process delivers (CGR: RB4).</summary>
public static class AgreementChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "agreement";

    /// <summary>Checks a history that goes on until nothing is under way.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Missing(history, history.Correct(), Name);
    }

    /// <summary>What the given processes delivered and some correct one did not.</summary>
    internal static IEnumerable<Violation> Missing(
        BroadcastHistory history, IEnumerable<ReplicaId> deliverers, string name)
    {
        SortedSet<ulong> somewhere = [.. deliverers.SelectMany(history.DeliveredAt)];
        foreach (var process in history.Correct())
        {
            foreach (var message in somewhere.Except(history.DeliveredAt(process)))
            {
                yield return new Violation(
                    name, history.Now, $"{process} never delivers message {message}, which another process delivered");
            }
        }
    }
}
