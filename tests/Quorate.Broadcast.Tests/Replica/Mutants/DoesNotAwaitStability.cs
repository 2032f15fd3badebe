namespace Quorate.Broadcast.Tests;

/// <summary>Delivers the smallest stamp that it holds, whoever may still send a smaller one (L9).</summary>
internal sealed class DoesNotAwaitStability(IReplicaCore core) : CoreWrapper(core)
{
    public override void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        if (replicaEvent is not Persisted)
        {
            base.Step(replicaEvent, effects);
            return;
        }

        var heard = State.Peers.Select(peer => peer.Heard).ToArray();
        foreach (var peer in State.Peers)
        {
            peer.Heard = State.Clock;
        }

        base.Step(replicaEvent, effects);
        for (var i = 0; i < heard.Length; i++)
        {
            State.Peers[i].Heard = heard[i];
        }
    }
}
