namespace Quorate.Broadcast.Tests;

/// <summary>
/// Counts a clock although entries that were sent before it are still to come, as over a channel that is not FIFO (L8).
/// </summary>
internal sealed class CountsNullsWithoutPosition(IReplicaCore core) : CoreWrapper(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent) =>
        replicaEvent is MessageReceived { Message: LamportUpdate update } received
            ? new MessageReceived(received.From, Without(update))
            : replicaEvent;

    private static LamportUpdate Without(LamportUpdate update) => new()
    {
        View = update.View,
        Incarnation = update.Incarnation,
        Clock = update.Clock,
        Issued = OpNumber.Zero,
        Kept = OpNumber.Zero,
        Received = update.Received,
        Heard = update.Heard,
        Ask = update.Ask,
        Entries = update.Entries,
    };
}
