namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>Delivers everything this many times.</summary>
internal sealed class Repeats(ILayer below, int times) : StackedLayer(below)
{
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        for (var time = 0; time < times; time++)
        {
            Effects.Deliver(delivery);
        }
    }
}
