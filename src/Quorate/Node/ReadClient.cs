namespace Quorate;

/// <summary>
/// Collects linearizable reads, asks the core once a turn, and answers them from one snapshot when what was confirmed
/// is executed (architecture.md §5). An answer that does not come is asked for again under a new cookie.
/// </summary>
internal sealed class ReadClient
{
    // Reads of one incarnation; 2^24 incarnations are left above.
    private const int CookieBits = 40;

    private readonly FrontEndOptions _options;
    private readonly RetryTimer _retry;
    private readonly List<PendingRead> _incoming = [];
    private readonly List<ReadGroup> _groups = [];
    private readonly Stack<ReadGroup> _spare = [];
    private readonly List<PendingRead> _expired = [];
    private Cookie _lastCookie;
    private bool _askAgain;
    private int _count;
    private MonotonicTime _now;
    private MonotonicTime _earliestDeadline = MonotonicTime.Never;
    private bool _stopped;

    public ReadClient(FrontEndOptions options)
    {
        _options = options;
        _retry = new RetryTimer(options.RetryAfter, options.RetryAfterMax);
    }

    public int Waiting => _count;

    public MonotonicTime NextDeadline => MonotonicTime.Min(_retry.At, _earliestDeadline);

    public bool HasRequest => _incoming.Count > 0 || _askAgain;

    public void Start(Incarnation incarnation, MonotonicTime now)
    {
        // Cookies travel to the primary: an answer to an earlier incarnation, delayed beyond the restart, must not pass
        // for one to this, or a read would be confirmed by a round that ended before it began (architecture.md §2).
        _lastCookie = new Cookie(incarnation.Value << CookieBits);
        _now = now;
    }

    public void Read(PendingRead read)
    {
        if (_stopped || _count >= _options.ReadsMax)
        {
            read.Failed();
            return;
        }

        _count++;
        _incoming.Add(read);
        _earliestDeadline = MonotonicTime.Min(_earliestDeadline, read.Deadline);
    }

    /// <summary>Takes the question for the core, if there is one.</summary>
    public ReadRequested? NextRequest()
    {
        if (_stopped || !HasRequest)
        {
            return null;
        }

        var group = _spare.TryPop(out var spare) ? spare : new ReadGroup();
        if (_askAgain)
        {
            MergeUnconfirmed(group);
            _askAgain = false;
        }

        group.Reads.AddRange(_incoming);
        _incoming.Clear();
        if (group.Reads.Count == 0)
        {
            _spare.Push(group);
            return null;
        }

        _lastCookie = _lastCookie.Next;
        group.Cookie = _lastCookie;
        group.ReadyAt = null;
        _groups.Add(group);
        _retry.Arm(_now);
        return new ReadRequested(group.Cookie);
    }

    /// <summary>Asks again for what is not confirmed: the question may have been lost.</summary>
    public void AskAgain() => _askAgain = HasUnconfirmed();

    public void OnReadReady(Cookie cookie, OpNumber op)
    {
        var confirmed = false;
        foreach (var group in _groups)
        {
            // What was confirmed for a later question is at least as fresh as an earlier one needs.
            if (group.ReadyAt is null && group.Cookie <= cookie)
            {
                group.ReadyAt = op;
                confirmed = true;
            }
        }

        if (confirmed)
        {
            _retry.Restart(_now, HasUnconfirmed());
        }
    }

    /// <summary>Answers every confirmed read whose op is executed.</summary>
    public void Serve(Executor executor)
    {
        for (var index = 0; index < _groups.Count;)
        {
            var group = _groups[index];
            if (group.ReadyAt is not { } readyAt || readyAt > executor.Executed)
            {
                index++;
                continue;
            }

            // While an entry is cut into slices the snapshot is that of the entry before: exactly what Executed says.
            var state = executor.LatestSnapshot(out var op);
            Contract.Assert(op >= readyAt, "a read is answered from a state that contains its op");
            _groups.RemoveAt(index);
            _count -= group.Reads.Count;
            foreach (var read in group.Reads)
            {
                read.Ready(state, op);
            }

            Recycle(group);
        }
    }

    public void Tick(MonotonicTime now)
    {
        _now = now;
        if (_retry.IsDue(now))
        {
            AskAgain();
            _retry.BackOff(now, _askAgain);
        }

        if (now >= _earliestDeadline)
        {
            Expire(now);
        }
    }

    public void Stop()
    {
        _stopped = true;
        _retry.Stop();
        Expire(MonotonicTime.Never);
        _groups.Clear();
    }

    private void Expire(MonotonicTime now)
    {
        var earliest = MonotonicTime.Never;
        TakeExpired(_incoming, now, ref earliest);
        foreach (var group in _groups)
        {
            TakeExpired(group.Reads, now, ref earliest);
        }

        _earliestDeadline = earliest;
        _count -= _expired.Count;
        foreach (var read in _expired)
        {
            read.Failed();
        }

        _expired.Clear();
    }

    private void TakeExpired(List<PendingRead> reads, MonotonicTime now, ref MonotonicTime earliest)
    {
        var kept = 0;
        for (var index = 0; index < reads.Count; index++)
        {
            var read = reads[index];
            if (read.Deadline <= now)
            {
                _expired.Add(read);
                continue;
            }

            earliest = MonotonicTime.Min(earliest, read.Deadline);
            reads[kept++] = read;
        }

        reads.RemoveRange(kept, reads.Count - kept);
    }

    private bool HasUnconfirmed()
    {
        foreach (var group in _groups)
        {
            if (group.ReadyAt is null && group.Reads.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void MergeUnconfirmed(ReadGroup into)
    {
        var kept = 0;
        for (var index = 0; index < _groups.Count; index++)
        {
            var group = _groups[index];
            if (group.ReadyAt is not null)
            {
                _groups[kept++] = group;
                continue;
            }

            into.Reads.AddRange(group.Reads);
            Recycle(group);
        }

        _groups.RemoveRange(kept, _groups.Count - kept);
    }

    private void Recycle(ReadGroup group)
    {
        group.Reads.Clear();
        group.ReadyAt = null;
        _spare.Push(group);
    }
}
