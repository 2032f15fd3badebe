namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Lets everything leave before the write that backs it.</summary>
internal sealed class SendsBeforeFlush(ILayer stack) : PassingEffects, ILayer
{
    private ILayerEffects? _target;

    public MonotonicTime NextDeadline => stack.NextDeadline;

    protected override ILayerEffects Target => _target!;

    public void Step(ReplicaEvent replicaEvent, ILayerEffects effects)
    {
        _target = effects;
        stack.Step(replicaEvent, this);
    }

    public override void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after) =>
        Target.Send(to, frame, Ticket.Zero);
}
