namespace Quorate.Simulation.Tests;

/// <summary>Held acknowledgements survive the freeze of a view change (viewstamped.md A1).</summary>
internal sealed class AcknowledgesPastFreeze(IReplicaCore core) : MutantCore(core)
{
    public override void Fence(Generation generation)
    {
        // The mutation: nothing is fenced off.
    }

    // Generations must not move on either, or the sends after the missing fence would not be told apart from those
    // before.
    public override void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        base.Send(to, message, after, Generation.Zero);
}
