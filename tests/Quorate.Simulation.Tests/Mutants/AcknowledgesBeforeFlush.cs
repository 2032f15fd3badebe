using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>PrepareOk leaves without waiting for the disk (viewstamped.md N4).</summary>
internal sealed class AcknowledgesBeforeFlush(IReplicaCore core) : MutantCore(core)
{
    public override void Send(ReplicaId to, Message message, Ticket after, Generation generation) =>
        base.Send(to, message, message is PrepareOk ? Ticket.Zero : after, generation);
}
