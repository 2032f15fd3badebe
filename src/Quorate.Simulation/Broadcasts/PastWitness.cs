using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// A layer that changes nothing and carries, with every message of the layer above, how many events of each process it
/// follows: what happened before what, known apart from the clocks that are under test.
/// </summary>
internal sealed class PastWitness(Membership membership, ILink below) : StackedLayer(below), ILink
{
    private readonly ulong[] _past = new ulong[membership.Members];

    public ReadOnlySpan<ulong> Past => _past;

    private int Length => VectorTimestamp.EncodedBytes(membership.Members);

    public bool HasRoom(ReplicaId to) => below.HasRoom(to);

    /// <summary>Something happens at this process.</summary>
    public void Count() => _past[membership.Self.Value]++;

    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is not SendRequested request)
        {
            Down(replicaEvent);
            return;
        }

        Count();
        var frame = new byte[Length + request.Payload.Length];
        Contract.Assert(new VectorTimestamp(_past).TryWrite(frame, out var written), "the vector fits its frame");
        request.Payload.Span.CopyTo(frame.AsSpan(written));
        Down(new SendRequested(request.To, frame, request.Tag, request.After));
    }

    protected override void OnAcknowledged(ReplicaId to, ulong tag) => Effects.Acknowledged(to, tag);

    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var received = new ulong[_past.Length];
        var isPast = VectorTimestamp.TryRead(delivery.Payload.Span[..Length], received, out _);
        Contract.Assert(isPast, "only witnesses speak to witnesses");
        for (var member = 0; member < _past.Length; member++)
        {
            _past[member] = Math.Max(_past[member], received[member]);
        }

        Count();
        Effects.Deliver(delivery with { Payload = delivery.Payload[Length..] });
    }
}
