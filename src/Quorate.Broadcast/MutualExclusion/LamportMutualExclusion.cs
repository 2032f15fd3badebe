namespace Quorate.Broadcast;

/// <summary>
/// Lamport's mutual exclusion (1978), rules R1 to R5 (lamport-mutual-exclusion.md): one resource, a fixed set of
/// processes that do not fail, FIFO links that lose nothing. 3(n − 1) messages for each entry.
/// Bounds: one request of each process is in the queue, a second one is ignored; and nothing is queued for a link that
/// has no room, because what a peer still has to be told follows from the state (R7).
/// </summary>
public sealed class LamportMutualExclusion
{
    private readonly Rules _rules;

    /// <summary>Creates one process's part.</summary>
    /// <param name="membership">Who takes part.</param>
    /// <param name="links">A FIFO link.</param>
    public LamportMutualExclusion(Membership membership, ILink links) => _rules = new Rules(membership, links);

    /// <summary>The request by which this process holds the resource, if it does.</summary>
    public EntryStamp? Held => _rules.Held;

    /// <summary>When the next <see cref="Tick"/> is wanted, by the links.</summary>
    public MonotonicTime NextDeadline => _rules.NextDeadline;

    /// <summary>Handles one event: a wish, a release, or anything for the links.</summary>
    /// <param name="replicaEvent">What happened.</param>
    /// <param name="effects">Receives what is to be done.</param>
    public void Step(ReplicaEvent replicaEvent, IMutualExclusionEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        var before = _rules.Held;
        _rules.Step(replicaEvent, effects);
        if (_rules.Held is { } granted && before != granted)
        {
            effects.Grant(granted);
        }
    }

    private sealed class Rules(Membership membership, ILink links) : StackedLayer(links)
    {
        // The queue of R1 and R2 with at most one request of each process, and the largest time heard from each.
        private readonly SortedSet<EntryStamp> _queue = [];
        private readonly LamportTimestamp[] _heard = new LamportTimestamp[membership.Members];
        private readonly LamportClock _clock = new();

        // The own request that each peer was told of, and not yet told the end of; and who is owed an acknowledgement.
        private readonly EntryStamp?[] _told = new EntryStamp?[membership.Members];
        private readonly bool[] _isOwed = new bool[membership.Members];
        private EntryStamp? _own;

        public EntryStamp? Held { get; private set; }

        protected override void OnEvent(ReplicaEvent replicaEvent)
        {
            switch (replicaEvent)
            {
                case EntryRequested when _own is null:
                    // R1.
                    _own = new EntryStamp(_clock.Tick(), membership.Self);
                    _queue.Add(_own.Value);
                    break;
                case EntryReleased when Held is { } held:
                    // R3.
                    Contract.Assert(_own == held, "what is held is what was asked for");
                    _queue.Remove(held);
                    (Held, _own) = (null, null);
                    break;
                case EntryRequested or EntryReleased:
                    break;
                default:
                    Down(replicaEvent);
                    break;
            }
        }

        protected override void OnDelivered(in LayerDelivery delivery)
        {
            if (!MutualExclusionFrame.TryRead(delivery.Payload.Span, out var frame))
            {
                Effects.Drop(delivery.From, LayerDrop.Malformed);
                return;
            }

            if (_clock.Merge(frame.Time) != MergeOutcome.Merged)
            {
                Effects.Drop(delivery.From, LayerDrop.ClockTooFarAhead);
                return;
            }

            var from = delivery.From;
            ref var heard = ref _heard[from.Value];
            heard = frame.Time > heard ? frame.Time : heard;
            if (frame.Kind != MutualExclusionKind.Acknowledge)
            {
                // R4, and R7: a request also ends the one before it.
                _queue.RemoveWhere(request => request.Sender == from);
            }

            if (frame.Kind == MutualExclusionKind.Request)
            {
                // R2.
                _queue.Add(new EntryStamp(frame.Time, from));
                _isOwed[from.Value] = true;
            }
        }

        // R5: own request first, and something later heard from everybody else.
        protected override void OnHandled()
        {
            if (Held is null && _own is { } own && _queue.Min == own && membership.Peers().All(IsPast))
            {
                Held = own;
            }

            foreach (var peer in membership.Peers())
            {
                Tell(peer);
            }

            bool IsPast(ReplicaId peer) => new EntryStamp(_heard[peer.Value], peer) > own;
        }

        // The request goes first, under the time it was made at; everything after it carries a later time.
        private void Tell(ReplicaId peer)
        {
            ref var told = ref _told[peer.Value];
            if (told != _own && links.HasRoom(peer))
            {
                var isEnd = _own is null;
                told = _own;
                Send(peer, isEnd ? MutualExclusionKind.Release : MutualExclusionKind.Request, _own?.Time);
            }

            if (_isOwed[peer.Value] && told == _own && links.HasRoom(peer))
            {
                _isOwed[peer.Value] = false;
                Send(peer, MutualExclusionKind.Acknowledge, null);
            }
        }

        private void Send(ReplicaId to, MutualExclusionKind kind, LamportTimestamp? time) =>
            Down(new SendRequested(to, new MutualExclusionFrame(kind, time ?? _clock.Tick()).Encode()));
    }
}
