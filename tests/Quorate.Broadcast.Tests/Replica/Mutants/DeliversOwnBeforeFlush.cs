namespace Quorate.Broadcast.Tests;

/// <summary>
/// Delivers, and so answers, an own entry that its own disk may still lose; it is sent only after its flush (L11).
/// </summary>
internal sealed class DeliversOwnBeforeFlush(IReplicaCore core) : CoreWrapper(core)
{
    public override void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        var durable = State.OwnDurable;
        if (replicaEvent is MessageReceived)
        {
            State.OwnDurable = State.Own.Last;
            base.Step(replicaEvent, effects);
            State.OwnDurable = durable > State.Order.Numbers[State.Self.Value]
                ? durable
                : State.Order.Numbers[State.Self.Value];
            return;
        }

        base.Step(replicaEvent, effects);
    }
}
