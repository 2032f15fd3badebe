namespace Quorate.Simulation.Tests;

/// <summary>
/// A restarted primary goes on in its old view (viewstamped.md R3, DEF-13): it takes every start for its first.
/// </summary>
internal sealed class ResumesAsPrimary(IReplicaCore core) : MutantCore(core)
{
    protected override ReplicaEvent Change(ReplicaEvent replicaEvent) => replicaEvent is Started started
        ? new Started(new Incarnation(1), started.Seed, started.Now, started.Recovered)
        : replicaEvent;
}
