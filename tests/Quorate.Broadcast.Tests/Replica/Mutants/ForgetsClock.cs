namespace Quorate.Broadcast.Tests;

/// <summary>Writes metadata without the bound of its clock: a restart goes back behind what was said (L4).</summary>
internal sealed class ForgetsClock(IReplicaCore core) : CoreWrapper(core)
{
    public override void SaveMetadata(Ticket ticket, DurableState state)
    {
        var read = LamportMetadata.TryRead(state, State.Options.Members, out _)!;
        var without = new LamportMetadata { ClockBound = default, Position = read.Position };
        base.SaveMetadata(ticket, state with { Protocol = without.ToBlock() });
    }
}
