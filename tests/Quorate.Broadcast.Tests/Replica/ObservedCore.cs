namespace Quorate.Broadcast.Tests;

/// <summary>Shows the oracle what a replica delivers.</summary>
internal sealed class ObservedCore(IReplicaCore core, ReplicaId self, DeliveryOracle oracle) : CoreWrapper(core)
{
    public override void Commit(in CommittedEntry committed)
    {
        oracle.Delivered(self, committed);
        base.Commit(committed);
    }
}
