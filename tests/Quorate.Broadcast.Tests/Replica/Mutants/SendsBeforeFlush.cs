namespace Quorate.Broadcast.Tests;

/// <summary>
/// Takes every write for durable as soon as it is handed over: entries leave before their flush (L6).
/// </summary>
internal sealed class SendsBeforeFlush(IReplicaCore core) : CoreWrapper(core)
{
    public override void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        if (replicaEvent is Persisted)
        {
            return;
        }

        base.Step(replicaEvent, effects);
        base.Step(new Persisted(State.LastTicket), effects);
    }

    public override void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        base.Send(to, message, Ticket.Zero, generation);

    // The test's disk would object before the order is hurt.
    public override void ReleaseLog(OpNumber last)
    {
    }

    public override void ReleaseCheckpoints(OpNumber op)
    {
    }
}
