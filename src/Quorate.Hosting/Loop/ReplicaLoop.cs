using System.Diagnostics;
using Quorate.Transport;

namespace Quorate.Hosting;

/// <summary>
/// The one thread that runs a replica's node. Each turn takes everything that waits, steps the node, sends, hands the
/// writes to the journal, then executes what is committed within a time budget, so that heartbeats are never late. Its
/// timer is the time-out of its own wait (architecture.md §9).
/// </summary>
internal sealed class ReplicaLoop : IFrameSink
{
    private static readonly TimeSpan ExecutionBudget = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan PublishFor = TimeSpan.FromSeconds(1);

    private readonly Mailbox<LoopItem> _mailbox;
    private readonly ConnectionPoll? _poll;
    private readonly LoopEffects _effects;
    private readonly CompletionCollector _completions;
    private readonly HostDiagnostics _diagnostics;
    private readonly ReplicaNode _node;
    private readonly Started _started;
    private readonly StatusPublisher _status;
    private readonly ExecutionSlice _slice = new();
    private readonly Thread _thread;
    private readonly TaskCompletionSource<StopReason?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PublishedState _state;
    private volatile bool _isStopping;
    private MonotonicTime _publishUntil;

    public ReplicaLoop(
        ReplicaNode node,
        Started started,
        StatusPublisher status,
        Mailbox<LoopItem> mailbox,
        ConnectionPoll? poll,
        LoopEffects effects,
        CompletionCollector completions,
        HostDiagnostics diagnostics,
        string name)
    {
        _node = node;
        _started = started;
        _mailbox = mailbox;
        _poll = poll;
        _effects = effects;
        _completions = completions;
        _diagnostics = diagnostics;
        _status = status;
        _state = new PublishedState(node.LatestSnapshot(out var op), op);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    /// <summary>
    /// Completes when the loop has ended: with the reason when the replica stopped by itself, else null.
    /// </summary>
    public Task<StopReason?> Ended => _ended.Task;

    public PublishedStatus Status => _status.Current;

    /// <summary>The last published state, which may be behind <see cref="Status"/>.</summary>
    public PublishedState State => _state;

    public void Start() => _thread.Start();

    /// <summary>Asks the loop to end, and returns when it has.</summary>
    public void Stop()
    {
        _isStopping = true;
        _mailbox.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    /// <inheritdoc/>
    public void OnFrame(ReplicaId from, byte[] frame) => _node.OnFrame(from, frame);

    private void Run()
    {
        StopReason? reason = null;
        try
        {
            _diagnostics.Start.Loading();
            _node.Start(_started);
            _diagnostics.Start.Loaded(_node.Executed);
            _status.Publish();
            var items = new List<LoopItem>();
            var hasWork = true;
            while (!_isStopping && !_node.IsStopped)
            {
                items.Clear();
                items = _mailbox.Take(items, hasWork ? TimeSpan.Zero : Park());
                hasWork = Turn(items);
            }

            reason = _effects.StopReason;
        }
        catch (Exception error)
        {
            reason = new StopReason(Status.Core.View, Status.Core.Op, $"The replica's loop failed: {error}");
        }

        End(reason);
    }

    /// <summary>How long to wait for something to happen.</summary>
    private TimeSpan Park()
    {
        var deadline = _node.NextDeadline;
        if (deadline == MonotonicTime.Never)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // Rounded up to whole milliseconds: the wait cuts fractions off, and would otherwise spin through the last one.
        var left = deadline.Since(HostClock.Now).TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left), 0, 60_000));
    }

    private bool Turn(List<LoopItem> items)
    {
        var now = HostClock.Now;
        _diagnostics.TurnBegins();
        _node.On(new Tick(now, HostClock.WallClock));
        foreach (var item in items)
        {
            Dispatch(item);
        }

        _poll?.Receive(this);
        _node.EndTurn();
        _effects.Flush();
        var hasWork = Execute();
        _completions.Dispatch();
        _status.Publish();
        _diagnostics.Start.Observe(_status.Current);
        if (_publishUntil > now)
        {
            PublishState();
        }

        _diagnostics.TurnEnds(HostClock.Now.Since(now), items.Count);
        return hasWork;
    }

    private void Dispatch(LoopItem item)
    {
        switch (item.Content)
        {
            case List<byte[]> frames:
                foreach (var frame in frames)
                {
                    _node.OnFrame(item.From, frame);
                }

                break;
            case PendingCall call:
                _node.Submit(call);
                break;
            case PendingRead read:
                _node.Read(read);
                break;
            case Persisted persisted:
                _effects.OnPersisted(persisted.Ticket);
                _node.On(persisted);
                break;
            case ReplicaEvent replicaEvent:
                _node.On(replicaEvent);
                break;
            case LocalStateRequest request:
                _publishUntil = HostClock.Now.After(PublishFor);
                PublishState();
                request.Answer();
                break;
            case StopReason reason:
                _effects.Stop(reason);
                _node.Stop();
                break;
            default:
                Contract.Assert(false, "the loop is posted only what it knows");
                break;
        }
    }

    private bool RunSlice()
    {
        var begun = Stopwatch.GetTimestamp();
        var hasWork = _node.RunExecutor(_slice.Items);
        _slice.Note(Stopwatch.GetElapsedTime(begun), hasWork);
        return hasWork;
    }

    private bool Execute()
    {
        var begun = Stopwatch.GetTimestamp();
        var hasWork = RunSlice();
        if (!hasWork && _node.Executed == Status.Executed)
        {
            return false;
        }

        while (hasWork && Stopwatch.GetElapsedTime(begun) < ExecutionBudget)
        {
            hasWork = RunSlice();
        }

        _node.EndTurn();
        _effects.Flush();
        return hasWork;
    }

    private void PublishState()
    {
        var state = _node.LatestSnapshot(out var op);
        if (op != _state.Op)
        {
            _state = new PublishedState(state, op);
        }
    }

    private void End(StopReason? reason)
    {
        _node.Stop();
        foreach (var item in _mailbox.Close())
        {
            switch (item.Content)
            {
                case PendingCall or PendingRead:
                    Dispatch(item);
                    break;
                case LocalStateRequest request:
                    request.Answer();
                    break;
                default:
                    break;
            }
        }

        _completions.Dispatch();
        _status.Publish();
        if (reason is not null)
        {
            _diagnostics.Stopped(reason);
        }

        _ended.TrySetResult(reason);
    }
}
