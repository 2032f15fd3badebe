using System.Buffers.Binary;

namespace Quorate.Broadcast;

/// <summary>
/// The perfect link of processes that crash and come back (CGR §2.4.5, "logged perfect links"), in order besides. Its
/// outbox, its numbers and what it expects next are cells of stable storage: a message leaves only after it is in the
/// durable outbox, and is acknowledged only after its receipt is durable. So what was sent durably arrives, exactly
/// once, over any number of restarts at both ends.
/// At the bound, W numbers under way to one peer, a send is refused; what comes early waits in memory, unacknowledged.
/// </summary>
public sealed class LoggedLink : StackedLayer, ILink
{
    private const int HeaderLength = 9;
    private readonly Membership _membership;
    private readonly ILink _below;
    private readonly StableCells _cells;
    private readonly int _window;
    private readonly Peer[] _peers;
    private bool _isStarted;

    /// <summary>Creates the link from what is on disk; <see cref="StackStarted"/> has to be its first event.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">A stubborn link.</param>
    /// <param name="cells">Stable storage.</param>
    /// <param name="window">W: the span of numbers under way to one peer; equal at all members.</param>
    public LoggedLink(Membership membership, ILink below, StableCells cells, int window = LayerLimits.Window)
        : base(below)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _membership = membership;
        _below = below;
        _cells = cells;
        _window = window;
        _peers = new Peer[membership.Members];
        for (var peer = 0; peer < _peers.Length; peer++)
        {
            _peers[peer] = new Peer();
        }

        Recover();
    }

    private enum Kind : byte
    {
        Data = 1,
        Acknowledgement = 2,
    }

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to) =>
        _membership.IsPeer(to) && _peers[to.Value].Span < (ulong)_window && _below.HasRoom(to);

    /// <summary>How many messages to this peer are not acknowledged.</summary>
    public int Outstanding(ReplicaId to) => _peers[to.Value].Outbox.Count;

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case SendRequested request:
                OnSend(request);
                return;
            case StackStarted:
                Down(replicaEvent);
                _isStarted = true;
                SendOutboxes();
                return;
            case PeerCrashed:
                // Not of this model: here a peer that is down comes back.
                return;
            default:
                Down(replicaEvent);
                return;
        }
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var reader = new SpanReader(delivery.Payload.Span);
        var kind = (Kind)reader.U8();
        var number = reader.U64();
        if (reader.Failed)
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
        }
        else if (kind == Kind.Data && number > 0)
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

    private void Recover()
    {
        foreach (var (key, value) in _cells.Recovered(CellKind.NextNumber))
        {
            _peers[key.Peer.Value].NextNumber = StableCells.Number(value);
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.NextExpected))
        {
            _peers[key.Peer.Value].Expected = StableCells.Number(value);
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.Outbox))
        {
            _peers[key.Peer.Value].Outbox.Add(key.Number, value);
        }
    }

    // A cell of the outbox holds the tag, then the payload.
    private void SendOutboxes()
    {
        for (byte to = 0; to < _peers.Length; to++)
        {
            foreach (var (number, cell) in _peers[to].Outbox)
            {
                var frame = Frame(Kind.Data, number, cell.Span[sizeof(ulong)..]);
                Down(new SendRequested(new ReplicaId(to), frame, number));
            }
        }
    }

    private void OnSend(SendRequested request)
    {
        var isTooLarge = request.Payload.Length > LayerLimits.LinkBytesMax;
        if (isTooLarge || !HasRoom(request.To))
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        Contract.Assert(_isStarted, "what is owed from before goes first");
        var peer = _peers[request.To.Value];
        var number = peer.NextNumber++;
        Contract.Assert(!peer.Outbox.ContainsKey(number), "a number is used once, over restarts too");
        var cell = new byte[sizeof(ulong) + request.Payload.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(cell, request.Tag);
        request.Payload.Span.CopyTo(cell.AsSpan(sizeof(ulong)));
        peer.Outbox.Add(number, cell);
        _cells.Set(new CellKey(CellKind.Outbox, request.To, number), cell);
        _cells.Set(new CellKey(CellKind.NextNumber, request.To), peer.NextNumber);
        Contract.Assert(request.After <= _cells.Backing, "a stack has one order of tickets");
        var frame = Frame(Kind.Data, number, request.Payload.Span);
        Down(new SendRequested(request.To, frame, number, _cells.Backing));
    }

    private void OnData(in LayerDelivery delivery, ulong number)
    {
        var peer = _peers[delivery.From.Value];
        if (number < peer.Expected || peer.Held.ContainsKey(number))
        {
            Acknowledge(delivery.From, peer);
            Effects.Drop(delivery.From, LayerDrop.Duplicate);
            return;
        }

        if (number - peer.Expected >= (ulong)_window)
        {
            Effects.Drop(delivery.From, LayerDrop.BeyondWindow);
            return;
        }

        peer.Held.Add(number, delivery.Payload[HeaderLength..]);
        if (!peer.Held.ContainsKey(peer.Expected))
        {
            return;
        }

        while (peer.Held.Remove(peer.Expected, out var payload))
        {
            var taken = peer.Expected++;
            _cells.Set(new CellKey(CellKind.NextExpected, delivery.From), peer.Expected);
            Effects.Deliver(new LayerDelivery(delivery.From, taken, payload, _cells.Backing));
        }

        Acknowledge(delivery.From, peer);
    }

    // Cumulative, and a promise: it waits for the write that advanced what is expected next.
    private void Acknowledge(ReplicaId to, Peer peer) =>
        Down(new SendRequested(to, Frame(Kind.Acknowledgement, peer.Expected - 1, []), 0, _cells.Backing));

    private void OnAcknowledgement(ReplicaId from, ulong through)
    {
        var peer = _peers[from.Value];
        if (through >= peer.NextNumber)
        {
            Effects.Drop(from, LayerDrop.Malformed);
            return;
        }

        while (peer.Lowest is { } number && number <= through)
        {
            peer.Outbox.Remove(number, out var cell);
            _cells.Erase(new CellKey(CellKind.Outbox, from, number));
            Down(new SendSettled(from, number));
            var tag = BinaryPrimitives.ReadUInt64LittleEndian(cell.Span);
            if (tag != 0)
            {
                Effects.Acknowledged(from, tag);
            }
        }
    }

    private sealed class Peer
    {
        public ulong NextNumber { get; set; } = 1;

        public ulong Expected { get; set; } = 1;

        public SortedDictionary<ulong, ReadOnlyMemory<byte>> Outbox { get; } = [];

        public SortedDictionary<ulong, ReadOnlyMemory<byte>> Held { get; } = [];

        public ulong Span => Lowest is { } lowest ? NextNumber - lowest : 0;

        public ulong? Lowest
        {
            get
            {
                foreach (var (number, _) in Outbox)
                {
                    return number;
                }

                return null;
            }
        }
    }
}
