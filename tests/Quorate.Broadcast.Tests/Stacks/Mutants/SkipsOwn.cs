namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Delivers everything but the own messages.</summary>
internal sealed class SkipsOwn(ILayer below, ReplicaId self) : StackedLayer(below)
{
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        if (delivery.From != self)
        {
            Effects.Deliver(delivery);
        }
    }
}
