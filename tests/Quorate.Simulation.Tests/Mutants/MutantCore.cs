using Quorate.Viewstamped;

namespace Quorate.Simulation.Tests;

/// <summary>A core in which something is broken on purpose; each mutant overrides the few things it breaks.</summary>
internal abstract class MutantCore : ForwardingEffects, IReplicaCore
{
    protected MutantCore(IReplicaCore core) => Core = core;

    public MonotonicTime NextDeadline => Core.NextDeadline;

    public CoreStatus Status => Core.Status;

    protected IReplicaCore Core { get; }

    protected ReplicaState State => ((ViewstampedReplica)Core).State;

    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        Target = effects;
        Core.Step(Change(replicaEvent), this);
        AfterStep();
    }

    protected virtual ReplicaEvent Change(ReplicaEvent replicaEvent) => replicaEvent;

    protected virtual void AfterStep()
    {
    }
}
