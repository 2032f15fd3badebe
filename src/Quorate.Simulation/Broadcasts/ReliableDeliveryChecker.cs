namespace Quorate.Simulation;

/// <summary>
/// What a correct process sends to a correct process arrives (CGR: PL1, LPL1; for broadcasts BEB1). Needs a history
/// that goes on until nothing is under way.
/// </summary>
public static class ReliableDeliveryChecker
{
    /// <summary>The checker's name in violations.</summary>
    public const string Name = "reliable-delivery";

    /// <summary>Checks a history.</summary>
    public static IEnumerable<Violation> Check(BroadcastHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var delivered = history.All().Select(history.DeliveredAt).ToArray();
        foreach (var sent in history.Of(BroadcastStepKind.Promised).Where(sent => history.IsCorrect(sent.Process)))
        {
            var receivers = sent.Peer == ReplicaId.None ? history.All() : [sent.Peer];
            foreach (var receiver in receivers.Where(history.IsCorrect))
            {
                if (!delivered[receiver.Value].Contains(sent.Message))
                {
                    yield return new Violation(
                        Name, history.Now, $"{receiver} never delivers message {sent.Message} of {sent.Process}");
                }
            }
        }
    }
}
