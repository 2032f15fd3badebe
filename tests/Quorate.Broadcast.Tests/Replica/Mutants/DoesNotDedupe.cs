namespace Quorate.Broadcast.Tests;

/// <summary>Takes entries that come again for new ones (L7).</summary>
internal sealed class DoesNotDedupe(IReplicaCore core) : CoreWrapper(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is MessageReceived { Message: LamportUpdate { Entries: [var first, ..] } } received
            && first.Op <= State.Peer(received.From).Received)
        {
            var peer = State.Peer(received.From);
            peer.Received = new OpNumber(first.Op.Value - 1);
            peer.ReceivedChecksum = first.Header.Parent;
            peer.Heard = LamportTimestamp.Zero;
        }

        return replicaEvent;
    }
}
