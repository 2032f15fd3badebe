namespace Quorate.Simulation;

/// <summary>
/// What a correct process sends once, a correct receiver gets again and again (CGR: SL1), in the form that a finite run
/// can refute: at least so often.
/// </summary>
public static class StubbornDeliveryChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "stubborn-delivery";

    /// <summary>Checks a history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="timesMin">How often everything has to arrive in a run of this length.</param>
    public static IEnumerable<Violation> Check(BroadcastHistory history, int timesMin)
    {
        ArgumentNullException.ThrowIfNull(history);
        foreach (var sent in history.Of(BroadcastStepKind.Promised))
        {
            var arrived = history.At(sent.Peer, BroadcastStepKind.Delivered)
                .Count(step => step.Message == sent.Message && step.Peer == sent.Process);
            if (history.IsCorrect(sent.Process) && history.IsCorrect(sent.Peer) && arrived < timesMin)
            {
                yield return new Violation(
                    Name, history.Now, $"{sent.Peer} got message {sent.Message} {arrived} times, not {timesMin}");
            }
        }
    }
}
