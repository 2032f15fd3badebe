namespace Quorate.Simulation;

/// <summary>
/// Nobody delivers a message without having delivered everything that its sender had broadcast or delivered before it,
/// and what those followed, and so on (CGR: CRB5). Computes the causal past of each message by itself, from the history
/// alone. A message that a crash took back before it was durable is none.
/// </summary>
public static class CausalOrderChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "causal-order";

    /// <summary>Checks a history of broadcasts.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        HashSet<ulong> promised = [.. history.Of(BroadcastStepKind.Promised).Select(step => step.Message)];
        Dictionary<ulong, SortedSet<ulong>> pasts = [];
        SortedSet<ulong>[] known = [.. history.All().Select(_ => new SortedSet<ulong>())];
        SortedSet<ulong>[] delivered = [.. history.All().Select(_ => new SortedSet<ulong>())];
        foreach (var step in history.Steps)
        {
            var process = step.Process.Value;
            if (step.Kind == BroadcastStepKind.Requested && promised.Contains(step.Message))
            {
                pasts[step.Message] = [.. known[process]];
                known[process].Add(step.Message);
            }
            else if (step.Kind == BroadcastStepKind.Delivered && pasts.TryGetValue(step.Message, out var past))
            {
                foreach (var skipped in past.Except(delivered[process]))
                {
                    yield return new Violation(
                        Name, step.Time, $"{step.Process} delivers message {step.Message} without {skipped} before it");
                }

                delivered[process].Add(step.Message);
                known[process].Add(step.Message);
                known[process].UnionWith(past);
            }
        }
    }
}
