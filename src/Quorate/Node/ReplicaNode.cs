namespace Quorate;

/// <summary>
/// One replica without its world: protocol core, executor and front-end, composed the same way for the host and for the
/// simulator, which drive it (architecture.md §1). A driver's turn: <see cref="On"/> and <see cref="OnFrame"/> for
/// everything that waits, <see cref="RunExecutor"/>, <see cref="EndTurn"/>; again while work remains. The core is never
/// re-entered: what is handed in during a step waits until it is over. Not thread-safe.
/// </summary>
public sealed class ReplicaNode
{
    private readonly ReplicaNodeOptions _options;
    private readonly IReplicaCore _core;
    private readonly IMessageDecoder _decoder;
    private readonly Executor _executor;
    private readonly FrontEnd _frontEnd;
    private readonly IHostEffects _host;
    private readonly ICheckpointReader _checkpoints;
    private readonly NodeEffects _effects;
    private readonly Queue<ReplicaEvent> _inbox = [];
    private ViewNumber? _normalView;
    private OpNumber _reportedOp;
    private MonotonicTime _now;
    private int _itemBudget;
    private bool _started;
    private bool _busy;

    /// <summary>Composes a replica.</summary>
    /// <param name="options">Who it is.</param>
    /// <param name="core">Its protocol.</param>
    /// <param name="decoder">The protocol's messages.</param>
    /// <param name="executor">Its executor, which reports to <paramref name="frontEnd"/>.</param>
    /// <param name="frontEnd">The side of its local callers.</param>
    /// <param name="host">Executes the effects that touch the world.</param>
    /// <param name="checkpoints">Opens durable checkpoints.</param>
    public ReplicaNode(
        ReplicaNodeOptions options,
        IReplicaCore core,
        IMessageDecoder decoder,
        Executor executor,
        FrontEnd frontEnd,
        IHostEffects host,
        ICheckpointReader checkpoints)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _core = core ?? throw new ArgumentNullException(nameof(core));
        _decoder = decoder ?? throw new ArgumentNullException(nameof(decoder));
        _executor = executor ?? throw new ArgumentNullException(nameof(executor));
        _frontEnd = frontEnd ?? throw new ArgumentNullException(nameof(frontEnd));
        _host = host ?? throw new ArgumentNullException(nameof(host));
        _checkpoints = checkpoints ?? throw new ArgumentNullException(nameof(checkpoints));
        Counters = new NodeCounters(frontEnd);
        _effects = new NodeEffects(host, executor, checkpoints);
    }

    /// <summary>What the node counted.</summary>
    public NodeCounters Counters { get; }

    /// <summary>Whether the replica has stopped for good; it then refuses all further work.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What the replica is doing.</summary>
    public CoreStatus Status => IsStopped ? _core.Status with { Status = ReplicaStatus.Stopped } : _core.Status;

    /// <summary>The last op executed completely.</summary>
    public OpNumber Executed => _executor.Executed;

    /// <summary>When the next <see cref="Tick"/> is wanted; already past when a turn is wanted at once.</summary>
    public MonotonicTime NextDeadline =>
        IsStopped ? MonotonicTime.Never
        : _frontEnd.WantsTurn ? _now
        : MonotonicTime.Min(_core.NextDeadline, _frontEnd.NextDeadline);

    /// <summary>Loads the checkpoint that the journal names, if it names one, and starts the core.</summary>
    public void Start(Started started)
    {
        ArgumentNullException.ThrowIfNull(started);
        Guarded(static (node, state) => node.Begin((Started)state!), started);
    }

    /// <summary>
    /// Verifies and decodes a frame from an authenticated peer and hands it to the core. Never throws.
    /// </summary>
    /// <param name="from">The peer, as the connection proves it.</param>
    /// <param name="frame">One whole frame; belongs to the node from now on.</param>
    public void OnFrame(ReplicaId from, ReadOnlyMemory<byte> frame)
    {
        var refusal = Decode(from, frame, out var message);
        if (refusal != FrameRefusal.None)
        {
            Counters.Refuse(refusal);
            return;
        }

        Counters.FramesAccepted++;
        On(new MessageReceived(from, message!));
    }

    /// <summary>Hands an event to the core, after those before it; a tick drives the front-end's timers too.</summary>
    public void On(ReplicaEvent replicaEvent)
    {
        ArgumentNullException.ThrowIfNull(replicaEvent);
        if (IsStopped)
        {
            return;
        }

        _inbox.Enqueue(replicaEvent);
        if (!_busy)
        {
            Guarded(static (node, _) => { }, null);
        }
    }

    /// <summary>Submits an operation of a local caller; it goes out at the end of the turn.</summary>
    public void Submit(PendingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _frontEnd.Submit(call);
    }

    /// <summary>Asks for a linearizable read; it goes out at the end of the turn.</summary>
    public void Read(PendingRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        _frontEnd.Read(read);
    }

    /// <summary>
    /// Ends a turn: hands the collected calls and reads to the core, lets it flush, and answers reads.
    /// </summary>
    public void EndTurn() => Guarded(static (node, _) => node.Flush(), null);

    /// <summary>Executes committed entries and reports to the core.</summary>
    /// <param name="itemBudget">About how many items at most; at least 1.</param>
    /// <returns>Whether work remains.</returns>
    public bool RunExecutor(int itemBudget)
    {
        if (_executor.HasWork)
        {
            _itemBudget = itemBudget;
            Guarded(static (node, _) => node.Execute(), null);
        }

        return !IsStopped && _executor.HasWork;
    }

    /// <summary>
    /// Stops the node from outside, because its host shuts down or its disk failed: every waiting caller is told.
    /// </summary>
    public void Stop()
    {
        Contract.Assert(!_busy, "a node is not stopped from within its own callbacks");
        if (!IsStopped)
        {
            BecomeStopped();
        }
    }

    /// <summary>
    /// An immutable state at an entry's end, possibly behind other replicas. Only on the node's thread.
    /// </summary>
    /// <param name="op">The last op executed in it.</param>
    public IStateSnapshot LatestSnapshot(out OpNumber op) => _executor.LatestSnapshot(out op);

    /// <summary>
    /// An immutable state at an entry's end, possibly behind other replicas. Only on the node's thread.
    /// </summary>
    public IStateSnapshot LatestSnapshot() => _executor.LatestSnapshot(out _);

    private FrameRefusal Decode(ReplicaId from, ReadOnlyMemory<byte> frame, out Message? message)
    {
        message = null;
        if (IsStopped)
        {
            return FrameRefusal.Stopped;
        }

        var error = Frame.Verify(frame.Span, _options.Cluster, out var header);
        if (error != FrameError.None)
        {
            return (FrameRefusal)error;
        }

        if (header.Sender != from || from == _options.Self || from.Value >= _options.Replicas)
        {
            return FrameRefusal.Sender;
        }

        message = _decoder.Decode(header, frame[Frame.HeaderLength..]);
        return message is null ? FrameRefusal.Malformed : FrameRefusal.None;
    }

    /// <summary>
    /// Does something and then drains the inbox, with the core closed to re-entry. Whatever escapes is our own bug or
    /// the state machine's, and stops the replica with its place: this is the one place that may catch everything.
    /// </summary>
    private void Guarded(Action<ReplicaNode, object?> action, object? state)
    {
        if (IsStopped)
        {
            return;
        }

        var nested = _busy;
        _busy = true;
        try
        {
            Contract.Assert(!nested, "a node is not run from within its own callbacks");
            action(this, state);
            while (!_effects.Stopped && _inbox.TryDequeue(out var replicaEvent))
            {
                Handle(replicaEvent);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            _busy = nested;
        }

        if (_effects.Stopped && !nested)
        {
            BecomeStopped();
        }
    }

    private void Begin(Started started)
    {
        Contract.Assert(!_started, "a node starts once");
        _started = true;
        _now = started.Now;
        _frontEnd.Start(_options.Self, started);
        var checkpoint = started.Recovered.Durable.Checkpoint;
        if (checkpoint.Op > OpNumber.Zero)
        {
            _executor.Load(checkpoint, _checkpoints.Open(checkpoint));
        }

        Step(started);
        ReportExecuted();
    }

    private void Handle(ReplicaEvent replicaEvent)
    {
        Contract.Assert(_started, "a node starts before anything happens to it");
        switch (replicaEvent)
        {
            case Tick tick:
                _now = tick.Now;
                _frontEnd.Tick(tick.Now);
                break;
            case PeerUp up when up.Peer == _core.Status.Primary:
                // What was forwarded while the connection was down is lost; waiting for the time-out would only add to
                // it.
                _frontEnd.SendAgain();
                break;
            default:
                break;
        }

        Step(replicaEvent);
    }

    private void Flush()
    {
        while (!_effects.Stopped && _frontEnd.NextEvent() is { } replicaEvent)
        {
            Step(replicaEvent);
        }

        Step(TurnEnd.Instance);
        _frontEnd.ServeReads(_executor);
    }

    private void Execute()
    {
        _executor.Run(_itemBudget);
        if (_executor.TakeInstalled() is { } installed)
        {
            _reportedOp = installed.Op;
            _frontEnd.OnInstalled(_executor.Sessions);
            Step(new CheckpointInstalled(installed));
            Step(new Executed(installed.Op, _executor.NextDeadline));
        }

        ReportExecuted();
        if (_executor.TakeCheckpoint() is { } taken)
        {
            _host.PersistCheckpoint(taken.Reference, taken.Chunks);
            Step(new CheckpointTaken(taken.Reference));
        }

        _frontEnd.ServeReads(_executor);
    }

    private void ReportExecuted()
    {
        if (_executor.Executed > _reportedOp)
        {
            _reportedOp = _executor.Executed;
            Step(new Executed(_reportedOp, _executor.NextDeadline));
        }
    }

    private void Step(ReplicaEvent replicaEvent)
    {
        if (_effects.Stopped)
        {
            return;
        }

        _core.Step(replicaEvent, _effects);
        while (_effects.TryTake(out var effect))
        {
            if (effect.IsRead)
            {
                _frontEnd.OnReadReady(effect.Cookie, effect.Op);
            }
            else
            {
                _frontEnd.OnRefused(effect.Session, effect.Number, effect.Reason);
            }
        }

        ObserveView();
    }

    private void ObserveView()
    {
        var status = _core.Status;
        if (status.Status == ReplicaStatus.Normal && status.View != _normalView)
        {
            _normalView = status.View;
            _frontEnd.SendAgain();
        }
    }

    private void Fail(Exception exception)
    {
        var status = _core.Status;
        var op = new OpNumber(Math.Max(status.Commit.Value, _executor.Executed.Value));
        var expected = exception is ContractViolationException or FormatException;
        _effects.Stop(new StopReason(status.View, op, expected ? exception.Message : exception.ToString()));
    }

    private void BecomeStopped()
    {
        IsStopped = true;
        _inbox.Clear();
        _frontEnd.Stop();
    }
}
