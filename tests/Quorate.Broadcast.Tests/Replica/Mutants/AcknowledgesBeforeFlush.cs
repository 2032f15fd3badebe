namespace Quorate.Broadcast.Tests;

/// <summary>Acknowledges what it has received although it is not durable yet (L7).</summary>
internal sealed class AcknowledgesBeforeFlush(IReplicaCore core) : CoreWrapper(core)
{
    protected override void AfterStep()
    {
        foreach (var peer in State.Peers)
        {
            peer.ReceivedDurable = peer.Received;
        }
    }
}
