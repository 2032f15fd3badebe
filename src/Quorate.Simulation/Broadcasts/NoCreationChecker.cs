namespace Quorate.Simulation;

/// <summary>
/// What is delivered as a message of a process was sent by that process before, and to this receiver (CGR: FLL3, SL2,
/// PL3, AL3, BEB3, RB3).
/// </summary>
public static class NoCreationChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "no-creation";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        HashSet<(ReplicaId From, ReplicaId To, ulong Message)> requested = [];
        foreach (var step in history.Steps)
        {
            if (step.Kind == BroadcastStepKind.Requested)
            {
                requested.Add((step.Process, step.Peer, step.Message));
            }
            else if (step.Kind == BroadcastStepKind.Delivered
                && !requested.Contains((step.Peer, step.Process, step.Message))
                && !requested.Contains((step.Peer, ReplicaId.None, step.Message)))
            {
                yield return new Violation(
                    Name,
                    step.Time,
                    $"{step.Process} delivers message {step.Message}, which {step.Peer} never sent it");
            }
        }
    }
}
