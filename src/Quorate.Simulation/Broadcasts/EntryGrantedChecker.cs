namespace Quorate.Simulation;

/// <summary>
/// If every process that is granted the resource releases it, every request is granted (Lamport 1978, condition III).
/// </summary>
public static class EntryGrantedChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "entry-granted";

    /// <summary>Checks a history that goes on until nothing is under way, and in which all holders release.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var process in history.All())
        {
            var requested = history.At(process, BroadcastStepKind.EntryRequested).Count();
            var granted = history.At(process, BroadcastStepKind.EntryGranted).Count();
            if (granted < requested)
            {
                yield return new Violation(
                    Name, history.Now, $"{process} asked {requested} times and was granted {granted} times");
            }
        }
    }
}
