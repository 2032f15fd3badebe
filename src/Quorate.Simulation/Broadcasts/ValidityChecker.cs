namespace Quorate.Simulation;

/// <summary>A correct process delivers what it broadcasts (CGR: RB1, URB1).</summary>
public static class ValidityChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "validity";

    /// <summary>Checks a history that goes on until nothing is under way.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var process in history.Correct())
        {
            var delivered = history.DeliveredAt(process);
            foreach (var sent in history.At(process, BroadcastStepKind.Promised))
            {
                if (!delivered.Contains(sent.Message))
                {
                    yield return new Violation(
                        Name, history.Now, $"{process} never delivers its own message {sent.Message}");
                }
            }
        }
    }
}
