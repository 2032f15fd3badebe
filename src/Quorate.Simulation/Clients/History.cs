namespace Quorate.Simulation;

/// <summary>
/// What all clients saw, with one global order of invocations and outcomes. Unknown outcomes stay open: they are never
/// counted as failures, nor as passes.
/// </summary>
internal sealed class History
{
    private readonly List<RecordedCall> _calls = [];
    private long _stamp;

    /// <summary>All calls, in the order of invocation.</summary>
    public IReadOnlyList<RecordedCall> Calls => _calls;

    /// <summary>Operations executed and answered.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Reads answered.</summary>
    public int ReadsAnswered { get; private set; }

    /// <summary>Records an invocation.</summary>
    public RecordedCall Invoke(bool isRead, ReadOnlyMemory<byte> operation, int replica, long now)
    {
        var call = new RecordedCall
        {
            IsRead = isRead,
            Operation = operation,
            Digest = isRead ? 0 : EntryItem.DigestOf(operation.Span),
            Replica = replica,
            Invoked = _stamp++,
            InvokedAt = now,
        };
        _calls.Add(call);
        return call;
    }

    /// <summary>Records an answer.</summary>
    public void Answer(RecordedCall call, ReadOnlyMemory<byte> reply, OpNumber op)
    {
        call.Completed = _stamp++;
        call.Outcome = RecordedOutcome.Executed;
        call.Reply = reply;
        call.Op = op;
        Acknowledged += call.IsRead ? 0 : 1;
        ReadsAnswered += call.IsRead ? 1 : 0;
    }

    /// <summary>Records a definite refusal.</summary>
    public void Refuse(RecordedCall call)
    {
        call.Completed = _stamp++;
        call.Outcome = RecordedOutcome.Refused;
    }
}
