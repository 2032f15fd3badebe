namespace Quorate.Broadcast;

/// <summary>
/// One order for all, by Lamport clocks (Lamport 1978): a message carries its sender's time, and the first of those
/// held back is delivered once something later has been heard from everybody, for then nothing earlier can still come.
/// Needs links that are FIFO and lose nothing. Tolerates no silent member: delivery then stops everywhere, and resumes
/// when it speaks again. Over <see cref="LoggedLink"/> and the same cells it survives restarts.
/// <para>
/// Bounds: a member has at most W messages of its own that not everybody is known to have delivered, so everybody holds
/// back at most W of each. At the bound a broadcast is refused at its sender.
/// </para>
/// </summary>
public sealed class TotalOrderBroadcast : StackedLayer, IBroadcast
{
    private readonly Membership _membership;
    private readonly ILink _links;
    private readonly TotalOrderState _state;
    private readonly TimeSpan _interval;
    private readonly int _window;
    private readonly LamportTimestamp[] _lastSent;
    private readonly bool[] _isOwed;
    private MonotonicTime _now;
    private MonotonicTime _deadline = MonotonicTime.Never;

    /// <summary>Creates the broadcast from what is on disk.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="links">A FIFO link, or a logged one.</param>
    /// <param name="cells">Stable storage, shared with the link; volatile for processes that never come back.</param>
    /// <param name="interval">How long an idle member waits before it says how far it has delivered.</param>
    /// <param name="window">W; equal at all members.</param>
    public TotalOrderBroadcast(
        Membership membership, ILink links, StableCells cells, TimeSpan interval, int window = LayerLimits.Window)
        : base(links)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _membership = membership;
        _links = links;
        _state = new TotalOrderState(membership, cells);
        _interval = interval;
        _window = window;
        _lastSent = new LamportTimestamp[membership.Members];
        _isOwed = new bool[membership.Members];
    }

    /// <inheritdoc/>
    public override MonotonicTime NextDeadline => MonotonicTime.Min(_deadline, base.NextDeadline);

    /// <inheritdoc/>
    public bool HasRoom => _state.Own.Count < _window;

    /// <summary>How many messages wait for their turn; at most W of each member.</summary>
    public int HeldBack => _state.Held.Count;

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case BroadcastRequested request:
                OnBroadcast(request);
                return;
            case StackStarted:
                Array.Fill(_isOwed, true);
                break;
            case Tick tick:
                OnTick(tick);
                break;
            default:
                break;
        }

        Down(replicaEvent);
    }

    /// <inheritdoc/>
    protected override void OnDelivered(in LayerDelivery delivery)
    {
        if (!TotalOrderFrame.TryRead(delivery.Payload, _membership.Members, out var frame))
        {
            Effects.Drop(delivery.From, LayerDrop.Malformed);
            return;
        }

        if (LamportClock.IsTooFarAhead(_state.Clock, frame.Time, LamportClock.DefaultJumpMax))
        {
            Effects.Drop(delivery.From, LayerDrop.ClockTooFarAhead);
            return;
        }

        var stamp = new EntryStamp(frame.Time, delivery.From);
        _state.Advance(frame.Time);
        _state.HearFrom(delivery.From, frame.Time);
        _state.PeerDelivered(delivery.From, frame.Delivered);
        if (frame.IsNull)
        {
            return;
        }

        if (stamp <= _state.Delivered || _state.Held.ContainsKey(stamp))
        {
            Effects.Drop(delivery.From, LayerDrop.Duplicate);
            return;
        }

        _state.Hold(stamp, frame.Payload);
        foreach (var peer in _membership.Peers())
        {
            // Everybody needs something later than this from everybody (the acknowledgement); if it was sent already,
            // nothing more is needed.
            _isOwed[peer.Value] |= new EntryStamp(_lastSent[peer.Value], _membership.Self) <= stamp;
        }
    }

    /// <inheritdoc/>
    protected override void OnHandled()
    {
        while (First() is { } first && IsStable(first))
        {
            var payload = _state.Held[first];
            _state.Deliver(first);
            Effects.Deliver(new LayerDelivery(first.Sender, first.Time.Value, payload, _state.Backing));
            _deadline = MonotonicTime.Min(_deadline, _now.After(_interval));
        }

        _state.LetGo();
        foreach (var peer in _membership.Peers())
        {
            SendWhatIsOwed(peer);
        }
    }

    private void OnBroadcast(BroadcastRequested request)
    {
        var isTooLarge = request.Payload.Length > LayerLimits.BroadcastBytesMax;
        if (isTooLarge || !HasRoom)
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        _state.Advance();
        _state.AddOwn(_state.Clock, request.Payload);
        _state.Hold(new EntryStamp(_state.Clock, _membership.Self), request.Payload);
    }

    private void OnTick(Tick tick)
    {
        _now = tick.Now;
        if (_now >= _deadline)
        {
            _deadline = MonotonicTime.Never;
            Array.Fill(_isOwed, true);
        }
    }

    private EntryStamp? First()
    {
        foreach (var (stamp, _) in _state.Held)
        {
            return stamp;
        }

        return null;
    }

    // Links are FIFO and times of a sender grow: after a later time nothing earlier can come from it.
    private bool IsStable(EntryStamp stamp)
    {
        foreach (var peer in _membership.Peers())
        {
            if (peer != stamp.Sender && new EntryStamp(_state.Heard(peer), peer) <= stamp)
            {
                return false;
            }
        }

        return true;
    }

    // Own messages first, in order of their times; a null message, which carries a later time, only after all of them.
    private void SendWhatIsOwed(ReplicaId peer)
    {
        foreach (var (time, payload) in _state.Own)
        {
            if (time <= _state.SentThrough(peer))
            {
                continue;
            }

            if (!_links.HasRoom(peer))
            {
                return;
            }

            _state.Sent(peer, time);
            SendFrame(peer, new TotalOrderFrame(false, time, _state.Delivered, payload));
        }

        if (_isOwed[peer.Value] && _links.HasRoom(peer))
        {
            _state.Advance();
            SendFrame(peer, new TotalOrderFrame(true, _state.Clock, _state.Delivered, default));
        }
    }

    private void SendFrame(ReplicaId peer, in TotalOrderFrame frame)
    {
        Contract.Assert(frame.Time > _lastSent[peer.Value], "times to a peer grow");
        _lastSent[peer.Value] = frame.Time;
        _isOwed[peer.Value] &= !frame.IsNull;
        Down(new SendRequested(peer, frame.Encode(), 0, _state.Backing));
    }
}
