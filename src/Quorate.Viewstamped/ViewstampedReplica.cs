namespace Quorate.Viewstamped;

/// <summary>
/// A replica of Viewstamped Replication (Liskov &amp; Cowling 2012, with the corrections listed on its protocol page):
/// validates, dispatches, and looks after the timers. The rules are in one file per sub-protocol.
/// </summary>
public sealed class ViewstampedReplica : IReplicaCore
{
    private readonly ReplicaState _state;

    /// <summary>Creates a replica that waits for <see cref="Started"/>.</summary>
    /// <param name="options">Its configuration.</param>
    /// <param name="sessions">The executor's session table.</param>
    /// <exception cref="ArgumentException">The configuration contradicts itself.</exception>
    public ViewstampedReplica(ViewstampedOptions options, ISessionTable sessions)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Members is < 1 or > 100 || options.Self.Value >= options.Members)
        {
            throw new ArgumentException("the replica is not one of the members", nameof(options));
        }

        _state = new ReplicaState(options, sessions);
    }

    /// <inheritdoc/>
    public MonotonicTime NextDeadline => _state.Timers.Next;

    /// <inheritdoc/>
    public CoreStatus Status => new(
        _state.Status,
        _state.View,
        _state.LogView,
        _state.PrimaryOf(_state.View),
        _state.Log.Head,
        _state.Commit,
        _state.Checkpoint.Op);

    /// <summary>At a primary: the highest op that a member has acknowledged in this view; else zero.</summary>
    public OpNumber AcknowledgedBy(ReplicaId member) =>
        !_state.IsNormalPrimary || member.Value >= _state.Peers.Length ? OpNumber.Zero
        : member == _state.Self ? _state.DurableOp
        : _state.Peer(member).Acknowledged;

    /// <summary>
    /// Writes the whole state as canonical bytes, or restores it into a replica of the same configuration
    /// (architecture.md §2: a replica is a value of its configuration and events; explorer and recorder compare and
    /// copy it by these bytes).
    /// </summary>
    public void Walk(CanonicalCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        StateCodec.Walk(_state, codec);
    }

    /// <summary>The state, for invariants and mutants in tests.</summary>
    internal ReplicaState State => _state;

    /// <inheritdoc/>
    public void Step(ReplicaEvent replicaEvent, IEffects effects)
    {
        ArgumentNullException.ThrowIfNull(replicaEvent);
        ArgumentNullException.ThrowIfNull(effects);
        var s = _state;
        switch (replicaEvent)
        {
            case MessageReceived received:
                OnMessage(s, effects, received.From, received.Message);
                break;
            case RequestsArrived requests:
                NormalOperation.OnRequests(s, effects, requests.Items);
                break;
            case Persisted persisted:
                OnPersisted(s, effects, persisted);
                break;
            case TurnEnd:
                OnTurnEnd(s, effects);
                break;
            case Tick tick:
                s.Now = tick.Now > s.Now ? tick.Now : s.Now;
                s.WallClock = tick.WallClock;
                s.AreTimersDue = true;
                break;
            case Executed executed:
                OnExecuted(s, executed);
                break;
            case ReadRequested read:
                ConfirmationRounds.OnReadRequested(s, effects, read.Cookie);
                break;
            default:
                OnRareEvent(s, effects, replicaEvent);
                break;
        }

        Invariants.Check(s);
    }

    private static void OnRareEvent(ReplicaState s, IEffects effects, ReplicaEvent replicaEvent)
    {
        switch (replicaEvent)
        {
            case Started started:
                Restart.OnStarted(s, effects, started);
                break;
            case PeerUp up:
                OnPeerUp(s, effects, up.Peer);
                break;
            case PeerDown down:
                OnPeerDown(s, effects, down.Peer);
                break;
            case LogRead read:
                StateTransfer.OnLogRead(s, effects, read);
                break;
            case CheckpointRead read:
                CheckpointTransfer.OnCheckpointRead(s, effects, read);
                break;
            case CheckpointDurable durable when s.Status != ReplicaStatus.Recovering:
                Checkpointing.OnDurable(s, effects, durable);
                break;
            case CheckpointInstalled installed:
                Outbox.Trace(s, effects, TraceKind.CheckpointInstalled, installed.Reference.Op);
                break;
        }
    }

    private static void OnMessage(ReplicaState s, IEffects effects, ReplicaId from, Message message)
    {
        if (from == s.Self || from.Value >= s.Options.Members || s.Status == ReplicaStatus.Recovering)
        {
            Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
            return;
        }

        switch (message)
        {
            case Prepare prepare:
                Following.OnPrepare(s, effects, from, prepare);
                break;
            case PrepareOk prepareOk:
                NormalOperation.OnPrepareOk(s, effects, from, prepareOk);
                break;
            case Commit commit:
                Following.OnCommit(s, effects, from, commit);
                break;
            case CommitOk commitOk:
                NormalOperation.OnCommitOk(s, effects, from, commitOk);
                break;
            case Request request:
                NormalOperation.OnRequest(s, effects, from, request);
                break;
            case ReadRequest read:
                ConfirmationRounds.OnReadRequest(s, effects, from, read);
                break;
            case ReadReply reply:
                ConfirmationRounds.OnReadReply(s, effects, from, reply);
                break;
            default:
                OnRareMessage(s, effects, from, message);
                break;
        }
    }

    private static void OnRareMessage(ReplicaState s, IEffects effects, ReplicaId from, Message message)
    {
        switch (message)
        {
            case StartViewChange vote:
                ViewChange.OnStartViewChange(s, effects, from, vote);
                break;
            case DoViewChange frozen:
                ViewChange.OnDoViewChange(s, effects, from, frozen);
                break;
            case StartView start:
                ViewChange.OnStartView(s, effects, from, start);
                break;
            case GetState question:
                StateTransfer.OnGetState(s, effects, from, question);
                break;
            case NewState answer:
                StateTransfer.OnNewState(s, effects, from, answer);
                break;
            case GetCheckpoint question:
                CheckpointTransfer.OnGetCheckpoint(s, effects, from, question);
                break;
            case CheckpointChunk chunk:
                CheckpointTransfer.OnChunk(s, effects, from, chunk);
                break;
            case Refusal refusal when from == s.PrimaryOf(refusal.View) && refusal.View == s.View:
                effects.Refuse(refusal.Session, refusal.Number, (RefusalReason)refusal.Reason);
                break;
            default:
                Outbox.Trace(s, effects, TraceKind.Dropped, peer: from, value: message.Kind);
                break;
        }
    }

    private static void OnPersisted(ReplicaState s, IEffects effects, Persisted persisted)
    {
        LogWriter.OnPersisted(s, persisted.Ticket);
        Checkpointing.OnPersisted(s, effects);
        if (s.IsNormalPrimary)
        {
            NormalOperation.AdvanceCommit(s, effects);
        }
    }

    private static void OnTurnEnd(ReplicaState s, IEffects effects)
    {
        // Timers come after all that waited: a heartbeat that came during a pause is heard before silence is suspected.
        if (s.AreTimersDue)
        {
            s.AreTimersDue = false;
            OnTimers(s, effects);
        }

        if (s.IsNormalPrimary)
        {
            NormalOperation.Flush(s, effects);
        }
        else if (s.IsNormalBackup)
        {
            Following.Flush(s, effects);
        }

        Checkpointing.TrimMemory(s);
    }

    private static void OnExecuted(ReplicaState s, Executed executed)
    {
        if (executed.Op < s.Executed)
        {
            // The executor finished this just before a fetched checkpoint overtook it.
            return;
        }

        s.Executed = executed.Op;
        s.Admission.OnExecuted(executed.Op);
        s.PulseDue = executed.NextDeadline;
        Primary.ArmPulse(s);
    }

    private static void OnTimers(ReplicaState s, IEffects effects)
    {
        if (s.Timers.Heartbeat <= s.Now)
        {
            Primary.OnHeartbeatExpired(s, effects);
        }

        if (s.Timers.Pulse <= s.Now)
        {
            Primary.OnPulseExpired(s, effects);
        }

        if (s.Timers.Suspect <= s.Now)
        {
            s.Timers.Suspect = MonotonicTime.Never;
            ViewChange.VoteToLeave(s, effects);
        }

        if (s.Timers.ViewChange <= s.Now)
        {
            ViewChange.OnViewChangeExpired(s, effects);
        }

        if (s.Timers.Resend <= s.Now)
        {
            ViewChange.OnResendExpired(s, effects);
        }

        if (s.Timers.Transfer <= s.Now)
        {
            StateTransfer.OnTransferExpired(s, effects);
        }
    }

    private static void OnPeerUp(ReplicaState s, IEffects effects, ReplicaId peer)
    {
        if (s.IsNormalPrimary && !s.HasAbdicated)
        {
            Outbox.Send(s, effects, peer, Following.CommitOf(s));
        }
        else if (s.Status == ReplicaStatus.ViewChange)
        {
            ViewChange.SendDoViewChange(s, effects);
        }
    }

    // A broken connection is a hint, never a proof: it votes at once instead of waiting for silence (viewstamped.md
    // 16.1 A2).
    private static void OnPeerDown(ReplicaState s, IEffects effects, ReplicaId peer)
    {
        if (s.IsNormalBackup && peer == s.PrimaryOf(s.View))
        {
            ViewChange.VoteToLeave(s, effects);
        }
    }
}
