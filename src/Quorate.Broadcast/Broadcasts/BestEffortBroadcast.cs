namespace Quorate.Broadcast;

/// <summary>
/// Sends to everybody, and that is all (CGR §3.2). Over perfect links, what a correct process broadcasts all correct
/// processes deliver; if the sender crashes half-way, some may and some may not.
/// At the bound, a full link to any member that is up, the broadcast is refused and nobody gets it.
/// </summary>
/// <param name="membership">Who takes part.</param>
/// <param name="links">A perfect link.</param>
public sealed class BestEffortBroadcast(Membership membership, ILink links) : StackedLayer(links), IBroadcast
{
    private ulong _number;

    /// <inheritdoc/>
    public bool HasRoom => membership.Peers().All(links.HasRoom);

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is not BroadcastRequested request)
        {
            Down(replicaEvent);
            return;
        }

        var isTooLarge = request.Payload.Length > LayerLimits.BroadcastBytesMax;
        if (isTooLarge || !HasRoom)
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        var number = ++_number;
        var frame = new byte[sizeof(ulong) + request.Payload.Length];
        var writer = new SpanWriter(frame);
        writer.U64(number);
        writer.Bytes(request.Payload.Span);
        foreach (var peer in membership.Peers())
        {
            Down(new SendRequested(peer, frame));
        }

        Effects.Deliver(new LayerDelivery(membership.Self, number, request.Payload, Ticket.Zero));
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var reader = new SpanReader(delivery.Payload.Span);
        var number = reader.U64();
        if (reader.Failed || number == 0)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
            return;
        }

        Effects.Deliver(delivery with { Number = number, Payload = delivery.Payload[sizeof(ulong)..] });
    }
}
