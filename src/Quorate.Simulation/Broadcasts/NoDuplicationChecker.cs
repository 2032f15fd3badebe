namespace Quorate.Simulation;

/// <summary>No message is delivered by a process more than once (CGR: PL2, BEB2, RB2, URB2).</summary>
public static class NoDuplicationChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "no-duplication";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        HashSet<(ReplicaId, ulong)> delivered = [];
        foreach (var step in history.Of(BroadcastStepKind.Delivered))
        {
            if (!delivered.Add((step.Process, step.Message)))
            {
                yield return new Violation(
                    Name, step.Time, $"{step.Process} delivers message {step.Message} of {step.Peer} again");
            }
        }
    }
}
