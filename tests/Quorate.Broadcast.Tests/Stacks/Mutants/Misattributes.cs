namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Delivers every fifth message as if another member had sent it.</summary>
internal sealed class Misattributes(ILayer below, int members) : StackedLayer(below)
{
    private int _delivered;

    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var isWrong = ++_delivered % 5 == 0;
        var other = new ReplicaId((byte)((delivery.From.Value + 1) % members));
        Effects.Deliver(isWrong ? delivery with { From = other } : delivery);
    }
}
