namespace Quorate.Simulation;

/// <summary>
/// A process that holds the resource releases it before it is granted to another (Lamport 1978, condition I).
/// </summary>
public static class ExclusionChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "exclusion";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        SortedSet<ReplicaId> holders = [];
        foreach (var step in history.Steps)
        {
            if (step.Kind == BroadcastStepKind.EntryReleased)
            {
                holders.Remove(step.Process);
            }
            else if (step.Kind == BroadcastStepKind.EntryGranted)
            {
                if (holders.Count > 0)
                {
                    yield return new Violation(
                        Name, step.Time, $"{step.Process} is granted what {string.Join(", ", holders)} still holds");
                }

                holders.Add(step.Process);
            }
        }
    }
}
