namespace Quorate.Broadcast;

/// <summary>
/// The bottom of a stack: what the network gives (CGR §2.4.2). A message sent again and again arrives at last; one sent
/// finitely often arrives finitely often; nothing arrives that was not sent. Adds the bound on sizes, and nothing else.
/// </summary>
/// <param name="membership">Who takes part.</param>
public sealed class FairLossLink(Membership membership) : ILink
{
    /// <inheritdoc/>
    public MonotonicTime NextDeadline => MonotonicTime.Never;

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to) => membership.IsPeer(to);

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, ILayerEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        switch (replicaEvent)
        {
            case SendRequested request:
                Send(request, effects);
                break;
            case FrameReceived arrived:
                Receive(arrived, effects);
                break;
            default:
                break;
        }
    }

    private void Send(SendRequested request, ILayerEffects effects)
    {
        Contract.Assert(membership.IsPeer(request.To), "links lead to other members");
        if (request.Payload.Length > LayerLimits.FrameBytesMax)
        {
            effects.Refuse(LayerRefusal.TooLarge, request.Payload);
            return;
        }

        effects.Send(request.To, request.Payload, request.After);
    }

    private void Receive(FrameReceived arrived, ILayerEffects effects)
    {
        if (!membership.IsPeer(arrived.From))
        {
            effects.Drop(arrived.From, LayerDrop.Stranger);
        }
        else if (arrived.Frame.Length > LayerLimits.FrameBytesMax)
        {
            effects.Drop(arrived.From, LayerDrop.TooLarge);
        }
        else
        {
            effects.Deliver(new LayerDelivery(arrived.From, 0, arrived.Frame, Ticket.Zero));
        }
    }
}
