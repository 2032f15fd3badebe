namespace Quorate.Broadcast;

/// <summary>
/// Every message once (CGR §2.4.4): numbers messages, acknowledges what arrives, and drops what arrived before. Over a
/// stubborn link a message sent by a correct process arrives at a correct peer exactly once, in any order.
/// Numbers live in memory: the processes are crash-stop. At the bound, W numbers under way to one peer, a send is
/// refused.
/// </summary>
public sealed class PerfectLink : StackedLayer, ILink
{
    private const int HeaderLength = 9;
    private readonly Membership _membership;
    private readonly ILink _below;
    private readonly int _window;
    private readonly Peer[] _peers;

    /// <summary>Creates the link.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">A stubborn link.</param>
    /// <param name="window">W: the span of numbers under way to one peer; equal at all members.</param>
    public PerfectLink(Membership membership, ILink below, int window = LayerLimits.Window) : base(below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _membership = membership;
        _below = below;
        _window = window;
        _peers = new Peer[membership.Members];
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            _peers[peer] = new Peer(window);
        }
    }

    private enum Kind : byte
    {
        Data = 1,
        Acknowledgement = 2,
    }

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to)
    {
        if (!_membership.IsPeer(to))
        {
            return false;
        }

        var peer = _peers[to.Value];
        return peer.HasCrashed || (peer.Span < (ulong)_window && _below.HasRoom(to));
    }

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        if (replicaEvent is SendRequested request)
        {
            OnSend(request);
            return;
        }

        if (replicaEvent is PeerCrashed crashed)
        {
            _peers[crashed.Peer.Value].HasCrashed = true;
            _peers[crashed.Peer.Value].Outstanding.Clear();
        }

        Down(replicaEvent);
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var reader = new SpanReader(delivery.Payload.Span);
        var kind = (Kind)reader.U8();
        var number = reader.U64();
        if (reader.Failed || number == 0)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
        }
        else if (kind == Kind.Data)
        {
            OnData(delivery, number);
        }
        else if (kind == Kind.Acknowledgement && reader.IsComplete)
        {
            OnAcknowledgement(delivery.From, number);
        }
        else
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
        }
    }

    private static byte[] Frame(Kind kind, ulong number, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderLength + payload.Length];
        var writer = new SpanWriter(frame);
        writer.U8((byte)kind);
        writer.U64(number);
        writer.Bytes(payload);
        return frame;
    }

    private void OnSend(SendRequested request)
    {
        var isTooLarge = request.Payload.Length > LayerLimits.LinkBytesMax;
        if (isTooLarge || !HasRoom(request.To))
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        var peer = _peers[request.To.Value];
        if (peer.HasCrashed)
        {
            return;
        }

        var number = peer.NextNumber++;
        peer.Outstanding.Add(number, request.Tag);
        Down(new SendRequested(request.To, Frame(Kind.Data, number, request.Payload.Span), number, request.After));
    }

    private void OnData(in LayerDelivery delivery, ulong number)
    {
        var received = _peers[delivery.From.Value].Received;
        if (received.IsBeyond(number))
        {
            Effects.Drop(delivery.From, LayerDrop.BeyondWindow);
            return;
        }

        // Acknowledged whenever it comes: the last acknowledgement may have been lost.
        Down(new SendRequested(delivery.From, Frame(Kind.Acknowledgement, number, [])));
        if (received.IsSeen(number))
        {
            Effects.Drop(delivery.From, LayerDrop.Duplicate);
            return;
        }

        received.Add(number);
        Effects.Deliver(new LayerDelivery(delivery.From, number, delivery.Payload[HeaderLength..], Ticket.Zero));
    }

    private void OnAcknowledgement(ReplicaId from, ulong number)
    {
        var peer = _peers[from.Value];
        if (number >= peer.NextNumber)
        {
            Effects.Drop(from, LayerDrop.Malformed);
            return;
        }

        if (!peer.Outstanding.Remove(number, out var tag))
        {
            Effects.Drop(from, LayerDrop.Duplicate);
            return;
        }

        Down(new SendSettled(from, number));
        if (tag != 0)
        {
            Effects.Acknowledged(from, tag);
        }
    }

    private sealed class Peer(int window)
    {
        public ulong NextNumber { get; set; } = 1;

        public SortedDictionary<ulong, ulong> Outstanding { get; } = [];

        public NumberWindow Received { get; } = new(window);

        public bool HasCrashed { get; set; }

        // From the lowest number not acknowledged to the next: what the receiver's window has to span.
        public ulong Span
        {
            get
            {
                foreach (var (lowest, _) in Outstanding)
                {
                    return NextNumber - lowest;
                }

                return 0;
            }
        }
    }
}
