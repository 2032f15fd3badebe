namespace Quorate.Broadcast;

/// <summary>
/// Broadcasts that every member relays on first receipt. How many members must be known to have a copy before it is
/// delivered is what tells reliable from uniform reliable.
/// <para>
/// Bounds: an origin has at most W broadcasts that are not *complete*. A member completes one, and tells the origin,
/// when it has delivered it, the layer above holds it back no longer, and every member that is up has taken its relay.
/// So every member keeps at most W broadcasts per origin, and at the bound a new one is refused at its origin.
/// </para>
/// </summary>
public abstract class RelayedBroadcast : StackedLayer, IBroadcast
{
    private const int CopyHeaderLength = 1 + 1 + 8;
    private const int OriginShift = 56;
    private readonly Membership _membership;
    private readonly ILink _links;
    private readonly RelayOptions _options;
    private readonly SortedDictionary<(byte Origin, ulong Number), BroadcastCopy> _copies = [];
    private readonly SortedSet<(byte Origin, ulong Number)> _completionsOwed = [];
    private readonly NumberWindow[] _received;
    private readonly bool[] _hasCrashed;
    private ulong _number;

    private protected RelayedBroadcast(Membership membership, ILink links, RelayOptions options) : base(links)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window, 1);
        _membership = membership;
        _links = links;
        _options = options;
        _hasCrashed = new bool[membership.Members];
        _received = new NumberWindow[membership.Members];
        for (var origin = 0; origin < _received.Length; origin++)
        {
            _received[origin] = new NumberWindow(options.Window);
        }
    }

    private enum Kind : byte
    {
        Copy = 1,
        Completed = 2,
    }

    /// <inheritdoc/>
    public bool HasRoom
    {
        get
        {
            foreach (var (key, _) in _copies)
            {
                if (key.Origin == _membership.Self.Value)
                {
                    return _number + 1 - key.Number < (ulong)_options.Window;
                }
            }

            return true;
        }
    }

    /// <summary>How many broadcasts are kept here, of all origins; at most W each.</summary>
    public int Kept => _copies.Count;

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case BroadcastRequested request:
                OnBroadcast(request);
                return;
            case DeliveryConsumed consumed:
                if (_copies.TryGetValue((consumed.Origin.Value, consumed.Number), out var copy))
                {
                    copy.IsConsumed = true;
                }

                return;
            case PeerCrashed crashed:
                OnCrashed(crashed.Peer);
                break;
            default:
                break;
        }

        Down(replicaEvent);
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        var reader = new SpanReader(delivery.Payload.Span);
        var kind = (Kind)reader.U8();
        var origin = reader.U8();
        var number = reader.U64();
        var isKnown = !reader.Failed && origin < _membership.Members && number is > 0 and < 1UL << OriginShift;
        if (isKnown && kind == Kind.Copy)
        {
            OnCopy(delivery, new ReplicaId(origin), number);
        }
        else if (isKnown && kind == Kind.Completed && origin == _membership.Self.Value && reader.IsComplete)
        {
            if (_copies.TryGetValue((origin, number), out var copy))
            {
                copy.MarkCompleted(delivery.From);
            }
        }
        else
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
        }
    }

    /// <inheritdoc/>
    protected override void OnAcknowledged(ReplicaId to, ulong tag)
    {
        var number = tag & ((1UL << OriginShift) - 1);
        if (_copies.TryGetValue(((byte)(tag >> OriginShift), number), out var copy))
        {
            copy.MarkTaken(to);
        }
    }

    /// <inheritdoc/>
    protected override void OnHandled()
    {
        DeliverWhatIsCovered();
        Relay();
        Complete();
    }

    private static byte[] Frame(Kind kind, byte origin, ulong number, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[CopyHeaderLength + payload.Length];
        var writer = new SpanWriter(frame);
        writer.U8((byte)kind);
        writer.U8(origin);
        writer.U64(number);
        writer.Bytes(payload);
        return frame;
    }

    private void OnBroadcast(BroadcastRequested request)
    {
        var isTooLarge = request.Payload.Length > _options.BytesMax;
        if (isTooLarge || !HasRoom)
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        _number++;
        _received[_membership.Self.Value].Add(_number);
        Keep(_membership.Self, _number, request.Payload);
    }

    private void OnCopy(in LayerDelivery delivery, ReplicaId origin, ulong number)
    {
        var received = _received[origin.Value];
        if (received.IsBeyond(number) || (origin == _membership.Self && number > _number))
        {
            Effects.Drop(delivery.From, LayerDrop.BeyondWindow);
            return;
        }

        if (!received.IsSeen(number))
        {
            received.Add(number);
            Keep(origin, number, delivery.Payload[CopyHeaderLength..]);
        }

        if (_copies.TryGetValue((origin.Value, number), out var copy))
        {
            copy.MarkSeen(delivery.From);
        }
    }

    private void Keep(ReplicaId origin, ulong number, ReadOnlyMemory<byte> payload)
    {
        var copy = new BroadcastCopy(_membership.Members, payload);
        copy.MarkSeen(_membership.Self);
        foreach (var peer in _membership.Peers())
        {
            if (_hasCrashed[peer.Value])
            {
                copy.MarkCrashed(peer);
            }
        }

        _copies.Add((origin.Value, number), copy);
    }

    private void OnCrashed(ReplicaId peer)
    {
        _hasCrashed[peer.Value] = true;
        foreach (var (_, copy) in _copies)
        {
            copy.MarkCrashed(peer);
        }
    }

    private void DeliverWhatIsCovered()
    {
        foreach (var (key, copy) in _copies)
        {
            if (!copy.IsDelivered && copy.Seen >= _options.CopiesNeeded)
            {
                copy.IsDelivered = true;
                copy.IsConsumed |= !_options.AwaitsConsumption;
                var origin = new ReplicaId(key.Origin);
                Effects.Deliver(new LayerDelivery(origin, key.Number, copy.Payload, Ticket.Zero));
            }
        }
    }

    private void Relay()
    {
        foreach (var peer in _membership.Peers())
        {
            foreach (var (key, copy) in _copies)
            {
                if (!copy.IsOwedTo(peer))
                {
                    continue;
                }

                if (!_links.HasRoom(peer))
                {
                    break;
                }

                copy.MarkSent(peer);
                var tag = ((ulong)key.Origin << OriginShift) | key.Number;
                Down(new SendRequested(peer, Frame(Kind.Copy, key.Origin, key.Number, copy.Payload.Span), tag));
            }
        }
    }

    private void Complete()
    {
        List<(byte Origin, ulong Number)> finished = [];
        foreach (var (key, copy) in _copies)
        {
            var isDone = copy.IsDelivered && copy.IsConsumed && copy.IsTakenByAll(_membership);
            var isOwn = key.Origin == _membership.Self.Value;
            if (isDone && (!isOwn || copy.IsCompletedByAll(_membership)))
            {
                finished.Add(key);
            }
        }

        foreach (var key in finished)
        {
            _copies.Remove(key);
            if (key.Origin != _membership.Self.Value && !_hasCrashed[key.Origin])
            {
                _completionsOwed.Add(key);
            }
        }

        SayWhatIsCompleted();
    }

    private void SayWhatIsCompleted()
    {
        List<(byte Origin, ulong Number)> said = [];
        foreach (var key in _completionsOwed)
        {
            var origin = new ReplicaId(key.Origin);
            if (_links.HasRoom(origin))
            {
                Down(new SendRequested(origin, Frame(Kind.Completed, key.Origin, key.Number, [])));
                said.Add(key);
            }
        }

        foreach (var key in said)
        {
            _completionsOwed.Remove(key);
        }
    }
}
