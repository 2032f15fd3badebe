namespace Quorate.Broadcast;

/// <summary>
/// Messages of one sender arrive in the order sent: a number in front of each, and a hold-back queue per sender. Over a
/// perfect link nothing is held for ever, and at most W − 1 messages are held, because the perfect link lets no more
/// under way; a peer that breaks its window has the excess dropped.
/// </summary>
public sealed class FifoLink : StackedLayer, ILink
{
    private const int HeaderLength = 8;
    private readonly ILink _below;
    private readonly int _window;
    private readonly ulong[] _nextNumber;
    private readonly ulong[] _expected;
    private readonly SortedDictionary<ulong, LayerDelivery>[] _held;

    /// <summary>Creates the link.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">A perfect link.</param>
    /// <param name="window">W; at least the perfect link's.</param>
    public FifoLink(Membership membership, ILink below, int window = LayerLimits.Window) : base(below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _below = below;
        _window = window;
        _nextNumber = new ulong[membership.Members];
        _expected = new ulong[membership.Members];
        _held = new SortedDictionary<ulong, LayerDelivery>[membership.Members];
        Array.Fill(_nextNumber, 1UL);
        Array.Fill(_expected, 1UL);
        for (var peer = 0; peer < _held.Length; peer++)
        {
            _held[peer] = [];
        }
    }

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to) => _below.HasRoom(to);

    /// <summary>How many messages of this peer wait for an earlier one; at most W − 1.</summary>
    public int HeldBack(ReplicaId from) => _held[from.Value].Count;

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is not SendRequested request)
        {
            Down(replicaEvent);
            return;
        }

        var isTooLarge = request.Payload.Length > LayerLimits.LinkBytesMax - HeaderLength;
        if (isTooLarge || !_below.HasRoom(request.To))
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        var frame = new byte[HeaderLength + request.Payload.Length];
        var writer = new SpanWriter(frame);
        writer.U64(_nextNumber[request.To.Value]++);
        writer.Bytes(request.Payload.Span);
        Down(new SendRequested(request.To, frame, request.Tag, request.After));
    }

    /// <inheritdoc/>
    protected override void OnAcknowledged(ReplicaId to, ulong tag) => Effects.Acknowledged(to, tag);

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var reader = new SpanReader(delivery.Payload.Span);
        var number = reader.U64();
        var from = delivery.From.Value;
        if (reader.Failed || number == 0)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
            return;
        }

        if (number < _expected[from] || _held[from].ContainsKey(number))
        {
            Effects.Drop(delivery.From, LayerDrop.Duplicate);
            return;
        }

        if (number - _expected[from] >= (ulong)_window)
        {
            Effects.Drop(delivery.From, LayerDrop.BeyondWindow);
            return;
        }

        _held[from].Add(number, delivery with { Number = number, Payload = delivery.Payload[HeaderLength..] });
        while (_held[from].Remove(_expected[from], out var next))
        {
            _expected[from]++;
            Effects.Deliver(next);
        }
    }
}
