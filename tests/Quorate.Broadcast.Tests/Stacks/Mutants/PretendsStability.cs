namespace Quorate.Broadcast.Tests.Stacks;

/// <summary>
/// Below the total order: on each message, pretends that everybody has been heard past its time already.
/// </summary>
internal sealed class PretendsStability(Membership membership, ILink below) : StackedLayer(below), ILink
{
    public bool HasRoom(ReplicaId to) => below.HasRoom(to);

    protected override void OnDelivered(in LayerDelivery delivery)
    {
        if (TotalOrderFrame.TryRead(delivery.Payload, membership.Members, out var frame))
        {
            var later = new TotalOrderFrame(true, LamportClock.Following(frame.Time), default, default).Encode();
            foreach (var peer in membership.Peers().Where(peer => frame is { IsNull: false }))
            {
                Effects.Deliver(new LayerDelivery(peer, 0, later, Ticket.Zero));
            }
        }

        Effects.Deliver(delivery);
    }
}
