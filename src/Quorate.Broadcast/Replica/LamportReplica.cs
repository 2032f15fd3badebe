namespace Quorate.Broadcast;

/// <summary>
/// A replica of the total order by logical clocks (Lamport 1978, with what its protocol page adds for crashes and lossy
/// links): validates, dispatches, and looks after the timers. Every replica orders requests of its own callers; all are
/// needed for anything to be delivered.
/// </summary>
public sealed class LamportReplica : IReplicaCore
{
    private readonly LamportState _state;

    /// <summary>Creates a replica that waits for <see cref="Started"/>.</summary>
    /// <param name="options">Its configuration.</param>
    /// <param name="sessions">The executor's session table.</param>
    /// <exception cref="ArgumentException">The configuration contradicts itself.</exception>
    public LamportReplica(LamportOptions options, ISessionTable sessions)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Members is < 1 or > LamportOptions.MembersMax || options.Self.Value >= options.Members)
        {
            throw new ArgumentException("the replica is no member, or there are too many", nameof(options));
        }

        if (options.ClockBlock < LamportOptions.ClockBlockMin)
        {
            throw new ArgumentException(
                $"a clock block of {options.ClockBlock} is used up by one event; at least "
                + $"{LamportOptions.ClockBlockMin}", nameof(options));
        }

        _state = new LamportState(options, sessions);
    }

    /// <inheritdoc/>
    public MonotonicTime NextDeadline => LamportTimers.Next(_state);

    /// <inheritdoc/>
    public CoreStatus Status => new(
        _state.Status,
        ViewNumber.Zero,
        ViewNumber.Zero,
        ReplicaId.None,
        new OpNumber(_state.Order.Op.Value + (ulong)_state.HeldBack),
        _state.Order.Op,
        _state.Checkpoint.Op)
    {
        Awaited = Waiting.For(_state),
        Complaint = Waiting.ComplaintOf(_state),
    };

    /// <summary>The logical clock.</summary>
    public LamportTimestamp Clock => _state.Clock;

    /// <summary>How many entries of this replica, from the first ever, a member holds durably.</summary>
    public OpNumber AcknowledgedBy(ReplicaId member) =>
        member.Value >= _state.Peers.Length ? OpNumber.Zero
        : member == _state.Self ? _state.OwnDurable
        : _state.Peer(member).Acknowledged;

    /// <summary>Messages of a member that were refused because they contradict what is known of it.</summary>
    public ulong RefusedOf(ReplicaId member) =>
        member.Value >= _state.Peers.Length ? 0 : _state.Peer(member).Refused;

    /// <summary>
    /// Writes the whole state as canonical bytes, or restores it into a replica of the same configuration
    /// (architecture.md §2).
    /// </summary>
    public void Walk(CanonicalCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        LamportStateCodec.Walk(_state, codec);
    }

    /// <summary>The state, for invariants and mutants in tests.</summary>
    internal LamportState State => _state;

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        ArgumentNullException.ThrowIfNull(replicaEvent);
        ArgumentNullException.ThrowIfNull(effects);
        var s = _state;
        if (s.Status == ReplicaStatus.Stopped)
        {
            return;
        }

        switch (replicaEvent)
        {
            case MessageReceived received:
                OnMessage(s, effects, received.From, received.Message);
                break;
            case RequestsArrived requests:
                Requests.OnRequests(s, effects, requests.Items);
                break;
            case Persisted persisted:
                LocalLog.OnPersisted(s, effects, persisted.Ticket);
                Delivery.Run(s, effects);
                break;
            case TurnEnd:
                OnTurnEnd(s, effects);
                break;
            case Tick tick:
                s.Now = tick.Now > s.Now ? tick.Now : s.Now;
                s.WallClock = tick.WallClock;
                s.AreTimersDue = true;
                break;
            case ReadRequested read:
                s.Reads.Waiting = read.Cookie > s.Reads.Waiting ? read.Cookie : s.Reads.Waiting;
                break;
            case Executed executed:
                OnExecuted(s, executed);
                break;
            default:
                OnRareEvent(s, effects, replicaEvent);
                break;
        }

        LamportInvariants.Check(s);
    }

    private static void OnRareEvent(LamportState s, IEffects effects, ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case Started started:
                Restart.OnStarted(s, effects, started);
                break;
            case PeerUp up when up.Peer != s.Self && up.Peer.Value < s.Peers.Length:
                Sending.OnPeerUp(s, up.Peer);
                break;
            case CheckpointDurable durable:
                Checkpointing.OnDurable(s, effects, durable);
                break;
            default:
                // A broken connection says nothing that silence does not; the other answers are to questions that this
                // protocol never asks.
                break;
        }
    }

    private static void OnMessage(LamportState s, IEffects effects, ReplicaId from, Message message)
    {
        if (from == s.Self || from.Value >= s.Peers.Length || message is not LamportUpdate update)
        {
            Tracing.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        Receiving.OnUpdate(s, effects, from, update);
    }

    private static void OnExecuted(LamportState s, Executed executed)
    {
        s.Executed = executed.Op;
        s.Admission.OnExecuted(executed.Op);
        s.PulseDue = executed.NextDeadline;
        Requests.ArmPulse(s);
    }

    private static void OnTurnEnd(LamportState s, IEffects effects)
    {
        var ask = LamportTimestamp.Zero;
        if (s.AreTimersDue)
        {
            s.AreTimersDue = false;
            ask = LamportTimers.OnExpired(s, effects);
        }

        if (s.Reads.Waiting != Cookie.Zero && s.Reads.Count < s.Options.ReadRoundsMax)
        {
            // Before new entries of this turn, whose flush it then need not wait for (lamport.md L15).
            ask = ClockRules.Tick(s);
            s.Reads.Add(ask);
            Delivery.Await(s, ask);
        }

        Requests.Issue(s, effects);
        ClockRules.Reserve(s, effects);
        Delivery.Run(s, effects);
        Sending.Flush(s, effects, ask);
    }
}
