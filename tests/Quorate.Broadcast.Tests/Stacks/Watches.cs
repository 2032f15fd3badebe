namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Looks at a stack after each of its steps.</summary>
internal sealed class Watches(ILayer stack, Action look) : ILayer
{
    public MonotonicTime NextDeadline => stack.NextDeadline;

    public void Step(ReplicaEvent replicaEvent, ILayerEffects effects)
    {
        stack.Step(replicaEvent, effects);
        look();
    }
}
