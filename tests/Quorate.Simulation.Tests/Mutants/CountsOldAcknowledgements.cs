using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>PrepareOk messages of earlier views count (viewstamped.md N5, DEF-9).</summary>
internal sealed class CountsOldAcknowledgements(IReplicaCore core) : MutantCore(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is MessageReceived { Message: PrepareOk old } received && old.View < Status.View)
        {
            var restamped = new PrepareOk
            {
                View = Status.View,
                Op = old.Op,
                EntryChecksum = old.EntryChecksum,
                Round = RoundNumber.Zero,
                Checkpoint = old.Checkpoint,
            };
            return new MessageReceived(received.From, restamped);
        }

        return replicaEvent;
    }
}
