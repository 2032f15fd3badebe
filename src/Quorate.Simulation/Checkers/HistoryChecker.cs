using System.Buffers;

namespace Quorate.Simulation;

/// <summary>
/// The primary oracle (viewstamped.md §18): replays the committed log through a state machine of its own, compares
/// every reply and every read, and checks that the order of the log respects real time: strict serialisability in
/// linear time. It reports under two names, because a mutant must be caught by a named check.
/// </summary>
internal sealed class HistoryChecker(
    History history, CommittedEntriesChecker committed, ExactlyOnceChecker reference, ViolationLog violations)
{
    /// <summary>The name for wrong replies, reads and orders.</summary>
    public const string SerialisabilityName = "strict-serialisability";

    /// <summary>
    /// The name for acknowledged operations that are missing, or executed more than once, or against a refusal.
    /// </summary>
    public const string AcknowledgedName = "acknowledged-operations";

    // Lookups only; enumerated through the history's own order.
    private readonly Dictionary<ulong, RecordedCall> _operations = [];
    private readonly List<RecordedCall> _reads = [];
    private readonly ArrayBufferWriter<byte> _reply = new();
    private RecordedCall? _latestInvoked;

    /// <summary>Judges the whole run.</summary>
    /// <param name="machine">A fresh state machine of the kind that is replicated.</param>
    public void Judge(IStateMachine machine)
    {
        Sort();
        var nextRead = 0;
        nextRead = JudgeReads(machine, 0, nextRead);
        for (var op = 1UL; op <= committed.Highest.Value; op++)
        {
            Replay(machine, committed.At(op)!.Value);
            nextRead = JudgeReads(machine, op, nextRead);
        }

        for (; nextRead < _reads.Count; nextRead++)
        {
            violations.Report(SerialisabilityName, $"{_reads[nextRead]} was answered from an op nobody committed");
        }

        JudgeAcknowledged();
    }

    private void Sort()
    {
        _operations.EnsureCapacity(history.Calls.Count);
        foreach (var call in history.Calls)
        {
            if (!call.IsRead)
            {
                _operations.Add(call.Digest, call);
            }
            else if (call.Outcome == RecordedOutcome.Executed)
            {
                _reads.Add(call);
            }
        }

        // Reads of one state commute: among themselves they are ordered as they were invoked.
        _reads.Sort((left, right) =>
            left.Op != right.Op ? left.Op.CompareTo(right.Op) : left.Invoked.CompareTo(right.Invoked));
    }

    private void Replay(IStateMachine machine, in CommittedEntry entry)
    {
        var kind = entry.Entry.Header.Kind;
        if (kind == EntryKind.Pulse)
        {
            machine.Pulse(new OperationContext(entry.Op, entry.Time, default));
        }

        if (kind != EntryKind.Normal)
        {
            return;
        }

        var index = 0;
        foreach (var item in entry.Entry.Items)
        {
            if (reference.PositionOf(item.Session.Value, item.Number.Value) == (entry.Op.Value, index))
            {
                _reply.ResetWrittenCount();
                var context = new OperationContext(entry.Op, entry.Time, item.Session);
                machine.Apply(context, item.Operation.Span, _reply);
                JudgeOperation(entry.Op, item);
            }

            index++;
        }
    }

    private void JudgeOperation(OpNumber op, in EntryItem item)
    {
        if (!_operations.TryGetValue(item.Digest, out var call))
        {
            violations.Report(AcknowledgedName, $"op {op} executes an operation that no client submitted");
            return;
        }

        if (call.IsExecuted)
        {
            violations.Report(AcknowledgedName, $"{call} executes a second time at op {op}");
            return;
        }

        call.IsExecuted = true;
        if (call.Outcome == RecordedOutcome.Refused)
        {
            violations.Report(AcknowledgedName, $"{call} was refused for good, yet executes at op {op}");
        }

        if (call.Outcome == RecordedOutcome.Executed
            && (call.Op != op || !call.Reply.Span.SequenceEqual(_reply.WrittenSpan)))
        {
            violations.Report(
                SerialisabilityName,
                $"{call} was answered {Convert.ToHexString(call.Reply.Span)};"
                + $" the log gives {Convert.ToHexString(_reply.WrittenSpan)} at op {op}");
        }

        JudgeRealTime(call);
    }

    private int JudgeReads(IStateMachine machine, ulong op, int next)
    {
        if (next >= _reads.Count || _reads[next].Op.Value != op)
        {
            return next;
        }

        var state = machine.Snapshot();
        for (; next < _reads.Count && _reads[next].Op.Value == op; next++)
        {
            var read = _reads[next];
            _reply.ResetWrittenCount();
            state.Query(read.Operation.Span, _reply);
            if (!read.Reply.Span.SequenceEqual(_reply.WrittenSpan))
            {
                violations.Report(
                    SerialisabilityName,
                    $"{read} was answered {Convert.ToHexString(read.Reply.Span)};"
                    + $" the log gives {Convert.ToHexString(_reply.WrittenSpan)}");
            }

            JudgeRealTime(read);
        }

        return next;
    }

    // Everything ordered so far precedes this call; so nothing of it may have been invoked after this call had ended.
    private void JudgeRealTime(RecordedCall call)
    {
        if (_latestInvoked is not null && _latestInvoked.Invoked > call.Completed)
        {
            violations.Report(
                SerialisabilityName, $"{_latestInvoked} is ordered before {call}, which had ended when it began");
        }

        _latestInvoked = _latestInvoked is null || call.Invoked > _latestInvoked.Invoked ? call : _latestInvoked;
    }

    private void JudgeAcknowledged()
    {
        foreach (var call in history.Calls)
        {
            if (!call.IsRead && call.Outcome == RecordedOutcome.Executed && !call.IsExecuted)
            {
                violations.Report(AcknowledgedName, $"{call} was acknowledged, but is not in the committed log: lost");
            }
        }
    }
}
