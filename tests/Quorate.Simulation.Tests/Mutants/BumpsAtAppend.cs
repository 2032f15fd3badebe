namespace Quorate.Simulation.Tests;

/// <summary>The client table moves when a request is appended, not when it executes (viewstamped.md CT-2).</summary>
internal sealed class BumpsAtAppend(IReplicaCore core, AppendedSessions sessions) : MutantCore(core)
{
    public override void Append(Ticket ticket, OpNumber position, Entry entry)
    {
        sessions.Bump(entry);
        base.Append(ticket, position, entry);
    }
}
