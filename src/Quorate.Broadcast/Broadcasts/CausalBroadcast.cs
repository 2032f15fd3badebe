namespace Quorate.Broadcast;

/// <summary>
/// A message is delivered after every message that its sender had delivered or broadcast before it (CGR §3.9, by the
/// rule of Birman, Schiper and Stephenson 1991). Each message carries a vector that counts broadcasts; m of j is
/// delivered when V_m[j] = V[j] + 1, and V_m[k] ≤ V[k] for every other k.
/// The broadcast below has to await consumption: then at most W messages of an origin are held back here.
/// </summary>
public sealed class CausalBroadcast : StackedLayer, IBroadcast
{
    private readonly Membership _membership;
    private readonly IBroadcast _below;
    private readonly ulong[] _delivered;
    private readonly SortedDictionary<(byte Origin, ulong Number), Held> _held = [];
    private ulong _broadcasts;

    /// <summary>Creates the broadcast.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">A reliable broadcast that awaits consumption.</param>
    public CausalBroadcast(Membership membership, IBroadcast below) : base(below)
    {
        _membership = membership;
        _below = below;
        _delivered = new ulong[membership.Members];
    }

    /// <inheritdoc/>
    public bool HasRoom => _below.HasRoom;

    /// <summary>How many messages wait for a causal predecessor; at most W of each origin.</summary>
    public int HeldBack => _held.Count;

    private int VectorLength => VectorTimestamp.EncodedBytes(_membership.Members);

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is not BroadcastRequested request)
        {
            Down(replicaEvent);
            return;
        }

        var isTooLarge = request.Payload.Length > LayerLimits.BroadcastBytesMax - VectorLength;
        if (isTooLarge || !HasRoom)
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        _broadcasts++;
        var frame = new byte[VectorLength + request.Payload.Length];
        ulong[] vector = [.. _delivered];
        vector[_membership.Self.Value] = _broadcasts;
        var hasRoom = new VectorTimestamp(vector).TryWrite(frame, out var written);
        Contract.Assert(hasRoom && written == VectorLength, "a frame begins with its vector");
        request.Payload.Span.CopyTo(frame.AsSpan(written));
        Down(new BroadcastRequested(frame));
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var head = delivery.Payload.Span[..Math.Min(VectorLength, delivery.Payload.Length)];
        var vector = new ulong[_membership.Members];
        var isVector = VectorTimestamp.TryRead(head, vector, out var stamp)
            && stamp.Counts.Length == _membership.Members;

        // A vector that does not count its own message as the layer below does would be held for ever.
        if (!isVector || vector[delivery.From.Value] != delivery.Number)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
            Down(new DeliveryConsumed(delivery.From, delivery.Number));
            return;
        }

        var payload = delivery with { Payload = delivery.Payload[VectorLength..] };
        _held.Add((delivery.From.Value, delivery.Number), new Held(payload, vector));
        while (TakeReady(out var next))
        {
            _delivered[next.From.Value]++;
            Effects.Deliver(next);
            Down(new DeliveryConsumed(next.From, next.Number));
        }
    }

    private bool TakeReady(out LayerDelivery ready)
    {
        foreach (var (key, held) in _held)
        {
            if (IsReady(key.Origin, held.Vector))
            {
                ready = held.Delivery;
                _held.Remove(key);
                return true;
            }
        }

        ready = default;
        return false;
    }

    private bool IsReady(byte origin, ulong[] vector)
    {
        for (var member = 0; member < vector.Length; member++)
        {
            var wanted = member == origin ? vector[member] - 1 : vector[member];
            if (wanted > _delivered[member])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Held(LayerDelivery Delivery, ulong[] Vector);
}
