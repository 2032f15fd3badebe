namespace Quorate;

/// <summary>
/// The session client of one replica for its local callers: registers a session, numbers requests, keeps them until
/// they have executed here, and sends them again when they may have been lost (architecture.md §3; viewstamped.md C7).
/// </summary>
internal sealed class CallClient
{
    private readonly FrontEndOptions _options;
    private readonly CallWindow _window;
    private readonly RetryTimer _retry;
    private readonly Queue<PendingCall> _waiting = [];
    private readonly List<PendingCall> _expired = [];
    private readonly List<EntryItem> _batch = [];
    private Prng _prng = new(0);
    private byte[] _clientId = [];
    private SessionId _session;
    private bool _registerSent;
    private bool _resend;
    private ulong _resendFrom;
    private MonotonicTime _now;
    private MonotonicTime _earliestDeadline = MonotonicTime.Never;
    private long _waitingBytes;
    private bool _stopped;

    public CallClient(FrontEndOptions options)
    {
        _options = options;
        _window = new CallWindow(options.WindowMax, options.WindowBytesMax);
        _retry = new RetryTimer(options.RetryAfter, options.RetryAfterMax);
    }

    public SessionId Session => _session;

    public int Outstanding => _window.Count;

    public int Waiting => _waiting.Count;

    public long Retransmitted { get; private set; }

    public long SessionsLost { get; private set; }

    public MonotonicTime NextDeadline => MonotonicTime.Min(_retry.At, _earliestDeadline);

    /// <summary>Whether the next batch would not be empty.</summary>
    public bool HasBatch => _session == SessionId.Zero
        ? !_registerSent && _waiting.Count > 0
        : (_resend && _window.Count > 0) || (_waiting.Count > 0 && !_window.IsFull);

    public void Start(ulong seed, MonotonicTime now)
    {
        _now = now;
        _prng = new Prng(seed);
        RenewClientId();
    }

    public void Submit(PendingCall call)
    {
        if (_stopped)
        {
            call.Complete(CallOutcome.Stopped, default, default);
        }
        else if (call.Operation.Length > _options.OperationBytesMax)
        {
            call.Complete(CallOutcome.TooLarge, default, default);
        }
        else if (_waiting.Count >= _options.WaitingMax + (_window.Capacity - _window.Count)
            || _waitingBytes >= _options.WaitingBytesMax)
        {
            call.Complete(CallOutcome.Overloaded, default, default);
        }
        else
        {
            _waiting.Enqueue(call);
            _waitingBytes += call.Operation.Length;
            _earliestDeadline = MonotonicTime.Min(_earliestDeadline, call.Deadline);
        }
    }

    /// <summary>Takes what the core is to be handed now; null when there is no more.</summary>
    public RequestsArrived? NextBatch()
    {
        if (!HasBatch || _stopped)
        {
            _resend = false;
            return null;
        }

        if (_session == SessionId.Zero)
        {
            _registerSent = true;
            _retry.Arm(_now);
            return new RequestsArrived([EntryItem.Create(SessionId.Zero, RequestNumber.Zero, _clientId)]);
        }

        _batch.Clear();
        var bytes = 0;
        CollectAgain(ref bytes);
        CollectNew(ref bytes);
        Contract.Assert(_batch.Count > 0, "a batch that was announced is not empty");
        _retry.Arm(_now);
        return new RequestsArrived(_batch.ToArray());
    }

    /// <summary>Sends everything unexecuted again: it may have been lost.</summary>
    public void SendAgain()
    {
        _registerSent = false;
        _resend = _window.Count > 0;
        _resendFrom = _window.Head;
    }

    public void Tick(MonotonicTime now)
    {
        _now = now;
        if (_retry.IsDue(now))
        {
            SendAgain();
            _retry.BackOff(now, HasBatch);
        }

        if (now >= _earliestDeadline)
        {
            Expire(now);
        }
    }

    public void OnRegistered(ReadOnlySpan<byte> clientId, SessionId session)
    {
        if (_session == SessionId.Zero && clientId.SequenceEqual(_clientId))
        {
            Contract.Assert(_window.Count == 0, "no request is outstanding before its session is registered");
            _session = session;
            _window.Reset();
            OnProgress();
        }
    }

    public void OnCompleted(
        SessionId session, RequestNumber number, ExecutionOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        if (session != _session || session == SessionId.Zero)
        {
            return;
        }

        switch (outcome)
        {
            case ExecutionOutcome.Executed:
            case ExecutionOutcome.Duplicate:
                CompleteThrough(number, CallOutcome.Executed, reply, op);
                break;
            case ExecutionOutcome.ReplyForgotten:
            case ExecutionOutcome.NumberReused:
                CompleteThrough(number, CallOutcome.Unknown, default, default);
                break;
            case ExecutionOutcome.UnknownSession:
                OnSessionLost(session);
                break;
            default:
                // A gap executed nothing; what is below it is still outstanding and will be sent again.
                break;
        }
    }

    /// <summary>
    /// The session is gone: whatever was sent under it is unknown for ever; what was never sent gets another.
    /// </summary>
    public void OnSessionLost(SessionId session)
    {
        if (session != _session || session == SessionId.Zero)
        {
            return;
        }

        SessionsLost++;
        _session = SessionId.Zero;
        _registerSent = false;
        _resend = false;
        RenewClientId();
        OnProgress();
        AbandonWindow();
    }

    public void OnRefused(SessionId session, RequestNumber number, RefusalReason reason)
    {
        if (session != _session || session == SessionId.Zero)
        {
            return;
        }

        if (reason == RefusalReason.UnknownSession)
        {
            OnSessionLost(session);
        }
        else if (reason == RefusalReason.TooLarge && _window.Contains(number.Value))
        {
            // The number stays unexecuted for ever, so nothing behind it in this session can run either.
            var call = _window.Forget(number.Value);
            OnSessionLost(session);
            call?.Complete(CallOutcome.TooLarge, default, default);
        }
    }

    /// <summary>A checkpoint replaced the sessions: what it executed for us was not reported item by item.</summary>
    public void OnInstalled(SessionTable sessions)
    {
        if (_session == SessionId.Zero)
        {
            if (sessions.TryFindClient(_clientId, out var registered))
            {
                OnRegistered(_clientId, registered);
            }

            return;
        }

        if (!sessions.Contains(_session))
        {
            OnSessionLost(_session);
            return;
        }

        var session = _session;
        var last = sessions.LastExecuted(session).Value;
        while (session == _session && _window.Count > 0 && _window.Head <= last)
        {
            var number = new RequestNumber(_window.Head);
            var kept = sessions.TryGetReply(session, number, out var reply);
            CompleteThrough(number, kept ? CallOutcome.Executed : CallOutcome.Unknown, reply.Reply, reply.Op);
        }
    }

    public void Stop()
    {
        _stopped = true;
        _retry.Stop();
        _earliestDeadline = MonotonicTime.Never;
        AbandonWindow();
        while (_waiting.TryDequeue(out var call))
        {
            call.Complete(CallOutcome.Stopped, default, default);
        }
    }

    private void CollectAgain(ref int bytes)
    {
        // Since it was decided to send again, everything outstanding may have executed.
        _resendFrom = Math.Max(_resendFrom, _window.Head);
        _resend &= _resendFrom < _window.Tail;
        while (_resend && HasRoom(bytes))
        {
            Append(_window.ItemAt(_resendFrom), ref bytes);
            _resendFrom++;
            Retransmitted++;
            _resend = _resendFrom < _window.Tail;
        }
    }

    private void CollectNew(ref int bytes)
    {
        while (!_resend && !_window.IsFull && HasRoom(bytes) && _waiting.TryDequeue(out var call))
        {
            _waitingBytes -= call.Operation.Length;
            var number = new RequestNumber(_window.Tail);
            var item = EntryItem.Create(_session, number, call.Operation);
            _window.Add(call, item);
            Append(item, ref bytes);
        }
    }

    private bool HasRoom(int bytes) => bytes < _options.BatchBytesMax;

    private void Append(in EntryItem item, ref int bytes)
    {
        _batch.Add(item);
        bytes += item.EncodedLength;
    }

    private void CompleteThrough(RequestNumber number, CallOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        while (_window.Count > 0 && _window.Head <= number.Value)
        {
            var last = _window.Head == number.Value;
            var call = _window.RemoveHead();
            OnProgress();
            if (last)
            {
                call?.Complete(outcome, reply, op);
                return;
            }

            call?.Complete(CallOutcome.Unknown, default, default);
        }
    }

    private void AbandonWindow()
    {
        while (_window.Count > 0)
        {
            _window.RemoveHead()?.Complete(CallOutcome.Unknown, default, default);
        }
    }

    private void Expire(MonotonicTime now)
    {
        var earliest = MonotonicTime.Never;
        for (var left = _waiting.Count; left > 0; left--)
        {
            var call = _waiting.Dequeue();
            if (call.Deadline <= now)
            {
                _waitingBytes -= call.Operation.Length;
                _expired.Add(call);
                continue;
            }

            earliest = MonotonicTime.Min(earliest, call.Deadline);
            _waiting.Enqueue(call);
        }

        // A waiting call has no number yet, and will never get one: it is certain not to run.
        CompleteExpired(CallOutcome.Expired);
        _earliestDeadline = MonotonicTime.Min(earliest, _window.Expire(now, _expired));
        CompleteExpired(CallOutcome.Unknown);
    }

    private void CompleteExpired(CallOutcome outcome)
    {
        foreach (var call in _expired)
        {
            call.Complete(outcome, default, default);
        }

        _expired.Clear();
    }

    private void OnProgress() => _retry.Restart(_now, _window.Count > 0);

    private void RenewClientId()
    {
        _clientId = new byte[SessionTable.ClientIdLength];
        var writer = new SpanWriter(_clientId);
        writer.U64(_prng.Next());
        writer.U64(_prng.Next());
    }
}
