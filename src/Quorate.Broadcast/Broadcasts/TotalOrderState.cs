namespace Quorate.Broadcast;

/// <summary>
/// What a member of the total order has to remember, each change written to its cell in the same step. Forgetting the
/// clock would issue times again; forgetting what was heard, held back or delivered would break the order.
/// </summary>
internal sealed class TotalOrderState
{
    private readonly StableCells _cells;
    private readonly Membership _membership;
    private readonly SortedDictionary<EntryStamp, ReadOnlyMemory<byte>> _held = [];
    private readonly SortedDictionary<LamportTimestamp, ReadOnlyMemory<byte>> _own = [];
    private readonly LamportTimestamp[] _heard;
    private readonly LamportTimestamp[] _sentThrough;
    private readonly EntryStamp[] _peerDelivered;

    public TotalOrderState(Membership membership, StableCells cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _membership = membership;
        _cells = cells;
        _heard = new LamportTimestamp[membership.Members];
        _sentThrough = new LamportTimestamp[membership.Members];
        _peerDelivered = new EntryStamp[membership.Members];
        Recover();
    }

    /// <summary>The logical clock: the time of the last event here.</summary>
    public LamportTimestamp Clock { get; private set; }

    /// <summary>The last message delivered here.</summary>
    public EntryStamp Delivered { get; private set; }

    /// <summary>Messages that wait for their turn, in order.</summary>
    public SortedDictionary<EntryStamp, ReadOnlyMemory<byte>> Held => _held;

    /// <summary>Own messages that not everybody is known to have delivered, by time.</summary>
    public SortedDictionary<LamportTimestamp, ReadOnlyMemory<byte>> Own => _own;

    /// <summary>The latest time heard from a peer.</summary>
    public LamportTimestamp Heard(ReplicaId peer) => _heard[peer.Value];

    /// <summary>
    /// The time of the last own message handed to the link to a peer, in this life: after a restart own messages go
    /// again, and a peer that has them drops them.
    /// </summary>
    public LamportTimestamp SentThrough(ReplicaId peer) => _sentThrough[peer.Value];

    /// <summary>What makes durable everything so far.</summary>
    public Ticket Backing => _cells.Backing;

    /// <summary>
    /// A local event, or the receipt of a message sent at <paramref name="received"/> (clocks.md L1 and L2).
    /// </summary>
    public void Advance(LamportTimestamp received = default)
    {
        Clock = LamportClock.Following(Clock, received);
        _cells.Set(new CellKey(CellKind.Clock), Clock.Value);
    }

    public void Hold(EntryStamp stamp, ReadOnlyMemory<byte> payload)
    {
        Contract.Assert(!_held.ContainsKey(stamp), "a message is held once");
        _held.Add(stamp, payload);
        _cells.Set(new CellKey(CellKind.HoldBack, stamp.Sender, stamp.Time.Value), payload);
    }

    public void AddOwn(LamportTimestamp time, ReadOnlyMemory<byte> payload)
    {
        Contract.Assert(!_own.ContainsKey(time), "a time is used once, over restarts too");
        _own.Add(time, payload);
        _cells.Set(new CellKey(CellKind.Own, default, time.Value), payload);
    }

    public void HearFrom(ReplicaId peer, LamportTimestamp time)
    {
        ref var heard = ref _heard[peer.Value];
        heard = time > heard ? time : heard;
        _cells.Set(new CellKey(CellKind.Heard, peer), heard.Value);
    }

    public void Sent(ReplicaId peer, LamportTimestamp time)
    {
        Contract.Assert(time > _sentThrough[peer.Value], "own messages go to each peer in the order of their times");
        _sentThrough[peer.Value] = time;
    }

    /// <summary>Takes the first message: it is delivered.</summary>
    public void Deliver(EntryStamp stamp)
    {
        _held.Remove(stamp);
        _cells.Erase(new CellKey(CellKind.HoldBack, stamp.Sender, stamp.Time.Value));
        Delivered = stamp;
        _cells.Set(new CellKey(CellKind.Delivered), Encoded(stamp));
    }

    /// <summary>A peer says how far it has delivered; own messages that all have delivered are let go.</summary>
    public void PeerDelivered(ReplicaId peer, EntryStamp stamp)
    {
        if (stamp > _peerDelivered[peer.Value])
        {
            _peerDelivered[peer.Value] = stamp;
            _cells.Set(new CellKey(CellKind.PeerDelivered, peer), Encoded(stamp));
        }
    }

    public void LetGo()
    {
        while (FirstOwn() is { } time && IsDeliveredByAll(new EntryStamp(time, _membership.Self)))
        {
            _own.Remove(time);
            _cells.Erase(new CellKey(CellKind.Own, default, time.Value));
        }
    }

    private static byte[] Encoded(EntryStamp stamp)
    {
        var bytes = new byte[sizeof(ulong) + 1];
        var writer = new SpanWriter(bytes);
        writer.U64(stamp.Time.Value);
        writer.U8(stamp.Sender.Value);
        return bytes;
    }

    private static EntryStamp Decoded(ReadOnlyMemory<byte> bytes)
    {
        var reader = new SpanReader(bytes.Span);
        var stamp = new EntryStamp(new LamportTimestamp(reader.U64()), new ReplicaId(reader.U8()));
        Contract.Assert(reader.IsComplete, "a cell with a stamp holds nine bytes");
        return stamp;
    }

    private LamportTimestamp? FirstOwn()
    {
        foreach (var (time, _) in _own)
        {
            return time;
        }

        return null;
    }

    private bool IsDeliveredByAll(EntryStamp stamp) =>
        Delivered >= stamp && _membership.Peers().All(peer => _peerDelivered[peer.Value] >= stamp);

    private void Recover()
    {
        foreach (var (_, value) in _cells.Recovered(CellKind.Clock))
        {
            Clock = new LamportTimestamp(StableCells.Number(value));
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.HoldBack))
        {
            _held.Add(new EntryStamp(new LamportTimestamp(key.Number), key.Peer), value);
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.Own))
        {
            _own.Add(new LamportTimestamp(key.Number), value);
        }

        foreach (var (_, value) in _cells.Recovered(CellKind.Delivered))
        {
            Delivered = Decoded(value);
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.Heard))
        {
            _heard[key.Peer.Value] = new LamportTimestamp(StableCells.Number(value));
        }

        foreach (var (key, value) in _cells.Recovered(CellKind.PeerDelivered))
        {
            _peerDelivered[key.Peer.Value] = Decoded(value);
        }
    }
}
