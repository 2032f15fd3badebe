using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>The view is persisted, the log-view is not (viewstamped.md 10.1).</summary>
internal sealed class ForgetsLogView(IReplicaCore core) : MutantCore(core)
{
    public override void SaveMetadata(Ticket ticket, DurableState state) => base.SaveMetadata(ticket, Forget(state));

    public override void InstallLog(Ticket ticket, OpNumber after, IReadOnlyList<Entry> suffix, DurableState state) =>
        base.InstallLog(ticket, after, suffix, Forget(state));

    private static DurableState Forget(DurableState state)
    {
        var metadata = ViewstampedMetadata.Of(state) with { LogView = ViewNumber.Zero, FrozenOp = OpNumber.Zero };
        return state with { Protocol = metadata.ToBlock() };
    }
}
