namespace Quorate.Simulation;

/// <summary>
/// Fair loss and finite duplication (CGR: FLL1, FLL2), in the form that a finite run can refute: of so many sendings of
/// a message one arrives, and each sending arrives at most so often. Messages keep their identity when sent again.
/// </summary>
public static class FairLossChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "fair-loss";

    /// <summary>Checks a history that goes on until nothing is under way.</summary>
    /// <param name="history">The history.</param>
    /// <param name="dropsMax">How many sendings in a row the network may lose on one link.</param>
    /// <param name="copiesMax">How often one sending may arrive.</param>
    public static IEnumerable<Violation> Check(BroadcastHistory history, int dropsMax, int copiesMax)
    {
        ArgumentNullException.ThrowIfNull(history);
        var sendings = history.Of(BroadcastStepKind.Requested)
            .Where(step => history.IsCorrect(step.Peer))
            .GroupBy(step => (step.Process, step.Peer, step.Message));
        foreach (var message in sendings)
        {
            var (sent, (from, to, id)) = (message.Count(), message.Key);
            var arrived = history.At(to, BroadcastStepKind.Delivered)
                .Count(step => step.Peer == from && step.Message == id);
            if (arrived == 0 && sent > dropsMax)
            {
                yield return new Violation(Name, history.Now, $"{to} never got message {id}, sent {sent} times");
            }

            if (arrived > sent * copiesMax)
            {
                yield return new Violation(
                    Name, history.Now, $"{to} got message {id} {arrived} times, which was sent {sent} times");
            }
        }
    }
}
