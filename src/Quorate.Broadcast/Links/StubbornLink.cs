namespace Quorate.Broadcast;

/// <summary>
/// Sends what it was given again and again (CGR §2.4.3, "retransmit forever") until the layer above calls it settled:
/// over a fair-loss link it arrives infinitely often at a correct peer. At the bound of kept messages per peer a send
/// is refused; nothing that was taken is ever dropped, except for a peer that crashed for good.
/// </summary>
public sealed class StubbornLink : StackedLayer, ILink
{
    private readonly Membership _membership;
    private readonly ILink _below;
    private readonly TimeSpan _interval;
    private readonly int _keptMax;
    private readonly SortedDictionary<ulong, SendRequested>[] _kept;
    private MonotonicTime _now;
    private MonotonicTime _deadline = MonotonicTime.Never;
    private Ticket _persisted;

    /// <summary>Creates the link.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="below">The link to repeat over.</param>
    /// <param name="interval">The time from one repetition to the next.</param>
    /// <param name="keptMax">How many messages to one peer it keeps.</param>
    public StubbornLink(Membership membership, ILink below, TimeSpan interval, int keptMax = LayerLimits.Window)
        : base(below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(keptMax, 1);
        _membership = membership;
        _below = below;
        _interval = interval;
        _keptMax = keptMax;
        _kept = new SortedDictionary<ulong, SendRequested>[membership.Members];
        for (var peer = 0; peer < _kept.Length; peer++)
        {
            _kept[peer] = [];
        }
    }

    /// <inheritdoc/>
    public override MonotonicTime NextDeadline => MonotonicTime.Min(_deadline, base.NextDeadline);

    /// <inheritdoc/>
    public bool HasRoom(ReplicaId to) =>
        _membership.IsPeer(to) && _kept[to.Value].Count < _keptMax && _below.HasRoom(to);

    /// <inheritdoc/>
    protected override void OnEvent(ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case SendRequested request:
                OnSend(request);
                return;
            case SendSettled settled:
                _kept[settled.To.Value].Remove(settled.Tag);
                return;
            case PeerCrashed crashed:
                _kept[crashed.Peer.Value].Clear();
                break;
            case Persisted persisted:
                _persisted = persisted.Ticket;
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
    protected override void OnDelivered(in LayerDelivery delivery) => Effects.Deliver(delivery);

    private void OnSend(SendRequested request)
    {
        var kept = _kept[request.To.Value];
        var isTooLarge = request.Payload.Length > LayerLimits.FrameBytesMax;
        if (isTooLarge || (request.Tag != 0 && kept.Count == _keptMax))
        {
            Effects.Refuse(isTooLarge ? LayerRefusal.TooLarge : LayerRefusal.Full, request.Payload);
            return;
        }

        if (request.Tag != 0)
        {
            Contract.Assert(!kept.ContainsKey(request.Tag), "a tag names one message at a time");
            kept.Add(request.Tag, request);
            _deadline = MonotonicTime.Min(_deadline, _now.After(_interval));
        }

        Down(request);
    }

    private void OnTick(Tick tick)
    {
        _now = tick.Now;
        if (_now < _deadline)
        {
            return;
        }

        _deadline = MonotonicTime.Never;
        foreach (var kept in _kept)
        {
            foreach (var (_, request) in kept)
            {
                _deadline = _now.After(_interval);

                // What waits for its write has not left yet; a second copy would only wait beside it.
                if (request.After <= _persisted)
                {
                    Down(request);
                }
            }
        }
    }
}
