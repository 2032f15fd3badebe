namespace Quorate.Simulation;

/// <summary>
/// A process that sent m before m′ (to the same receiver, or to all): nobody delivers m′ without having delivered m
/// (CGR: FRB5, and FIFO links). A message that a crash took back before it was durable is none.
/// </summary>
public static class FifoOrderChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "fifo-order";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        HashSet<ulong> promised = [.. history.Of(BroadcastStepKind.Promised).Select(step => step.Message)];
        foreach (var receiver in history.All())
        {
            foreach (var sender in history.All())
            {
                ulong[] sent = [.. history.At(sender, BroadcastStepKind.Requested)
                    .Where(step => step.Peer == receiver || step.Peer == ReplicaId.None)
                    .Select(step => step.Message)
                    .Where(promised.Contains)];
                var delivered = history.At(receiver, BroadcastStepKind.Delivered).Where(step => step.Peer == sender);
                foreach (var violation in InOrder(sent, delivered))
                {
                    yield return violation;
                }
            }
        }
    }

    private static IEnumerable<Violation> InOrder(ulong[] sent, IEnumerable<BroadcastStep> delivered)
    {
        var before = 0;
        foreach (var step in delivered)
        {
            var place = Array.IndexOf(sent, step.Message);
            if (place > before)
            {
                yield return new Violation(
                    Name,
                    step.Time,
                    $"{step.Process} delivers message {step.Message} of {step.Peer} before message {sent[before]}");
            }

            before = Math.Max(before, place + 1);
        }
    }
}
