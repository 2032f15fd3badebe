namespace Quorate.Broadcast.Tests;

/// <summary>Delivers as soon as its own clock is past, although a crash could take that back (L9).</summary>
internal sealed class CountsOwnClockBeforeItIsDurable(IReplicaCore core) : CoreWrapper(core)
{
    public override void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        if (replicaEvent is not MessageReceived { Message: LamportUpdate update })
        {
            base.Step(replicaEvent, effects);
            return;
        }

        var (durable, reserved) = (State.DurableBound, State.ReservedBound);
        State.DurableBound = State.ReservedBound = new LamportTimestamp(update.Heard.Value + (1UL << 40));
        base.Step(replicaEvent, effects);
        (State.DurableBound, State.ReservedBound) = (durable, reserved);
    }
}
