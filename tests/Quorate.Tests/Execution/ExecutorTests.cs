namespace Quorate.Tests;

public sealed class ExecutorTests
{
    private readonly ExecutorRig _rig = new();

    [Fact]
    public void EntriesExecuteInTheOrderTheyWereQueued()
    {
        var session = _rig.Register(1);
        _rig.Executor.Enqueue(_rig.Log.Normal(LogWriter.Item(session, 1, "a")));
        _rig.Executor.Enqueue(_rig.Log.Make(EntryKind.NoOp, EntryFlags.None, []));
        _rig.Executor.Enqueue(_rig.Log.Normal(LogWriter.Item(session, 2, "b"), LogWriter.Item(session, 3, "c")));
        Assert.False(_rig.Executor.Run(100));
        Assert.Equal(new OpNumber(4), _rig.Executor.Executed);
        Assert.Equal([2UL, 4UL, 4UL], _rig.Machine.Applied.Select(context => context.Op.Value));
        Assert.All(_rig.Machine.Applied, context => Assert.Equal(session, context.Session));
    }

    [Fact]
    public void AnEntryIsCutIntoSlicesByTheBudget()
    {
        var session = _rig.Register(1);
        var items = Enumerable.Range(1, 5).Select(number => LogWriter.Item(session, (ulong)number, "x"));
        _rig.Executor.Enqueue(_rig.Log.Make(EntryKind.Normal, EntryFlags.None, items));
        Assert.True(_rig.Executor.Run(2));
        Assert.Equal(2UL, _rig.Machine.Count);
        Assert.Equal(new OpNumber(1), _rig.Executor.Executed);
        Assert.True(_rig.Executor.Run(2));
        Assert.False(_rig.Executor.Run(2));
        Assert.Equal(5UL, _rig.Machine.Count);
        Assert.Equal(new OpNumber(2), _rig.Executor.Executed);
    }

    [Fact]
    public void AdmissionSeesNumbersAsExecutedOnlyWhenTheirEntryIsComplete()
    {
        var session = _rig.Register(1);
        _rig.Executor.Enqueue(_rig.Log.Normal(LogWriter.Item(session, 1, "a"), LogWriter.Item(session, 2, "b")));
        Assert.True(_rig.Executor.Run(1));
        Assert.Equal(RequestNumber.Zero, _rig.Executor.Sessions.LastExecuted(session));
        Assert.False(_rig.Executor.Run(1));
        Assert.Equal(new RequestNumber(2), _rig.Executor.Sessions.LastExecuted(session));
    }

    [Fact]
    public void AnEntryThatJustFitsTheBudgetIsFinished()
    {
        var session = _rig.Register(1);
        _rig.Executor.Enqueue(_rig.Log.Normal(LogWriter.Item(session, 1, "a"), LogWriter.Item(session, 2, "b")));
        Assert.False(_rig.Executor.Run(2));
        Assert.Equal(new OpNumber(2), _rig.Executor.Executed);
    }

    [Fact]
    public void AnEntryThatFitsTheWholeBudgetIsNotCut()
    {
        var session = _rig.Register(1);
        for (var number = 1UL; number <= 9; number += 3)
        {
            _rig.Executor.Enqueue(_rig.Log.Normal(
                LogWriter.Item(session, number, "a"),
                LogWriter.Item(session, number + 1, "b"),
                LogWriter.Item(session, number + 2, "c")));
        }

        Assert.True(_rig.Executor.Run(5));
        Assert.Equal((3UL, new OpNumber(2)), (_rig.Machine.Count, _rig.Executor.Executed));
        Assert.True(_rig.Executor.Run(5));
        Assert.False(_rig.Executor.Run(5));
        Assert.Equal((9UL, 0), (_rig.Machine.Count, _rig.Machine.SnapshotsMade));
    }

    [Fact]
    public void SnapshotOfASlicedEntryIsTheStateBeforeIt()
    {
        var session = _rig.Register(1);
        _rig.Execute(session, 1, "a");
        _rig.Executor.Enqueue(_rig.Log.Normal(LogWriter.Item(session, 2, "b"), LogWriter.Item(session, 3, "c")));
        Assert.True(_rig.Executor.Run(1));
        var before = Assert.IsType<LedgerSnapshot>(_rig.Executor.LatestSnapshot(out var op));
        Assert.Equal((1UL, new OpNumber(2)), (before.Count, op));
        Assert.False(_rig.Executor.Run(1));
        var after = Assert.IsType<LedgerSnapshot>(_rig.Executor.LatestSnapshot(out op));
        Assert.Equal((3UL, new OpNumber(3)), (after.Count, op));
    }

    [Fact]
    public void SnapshotIsPublishedOnDemandAndOncePerBatch()
    {
        var session = _rig.Register(1);
        _rig.Execute(session, 1, "a");
        Assert.Equal(0, _rig.Machine.SnapshotsMade);
        Assert.Same(_rig.Executor.LatestSnapshot(out _), _rig.Executor.LatestSnapshot(out _));
        Assert.Equal(1, _rig.Machine.SnapshotsMade);
        _rig.Execute(session, 2, "b");
        Assert.Equal(1, _rig.Machine.SnapshotsMade);
    }

    [Fact]
    public void PulseReachesTheMachineWithoutASession()
    {
        _rig.Run(_rig.Log.Make(EntryKind.Pulse, EntryFlags.None, []));
        Assert.Equal(1, _rig.Machine.Pulses);
        Assert.Equal(new OpNumber(1), _rig.Executor.Executed);
    }

    [Fact]
    public void AnEntryOutOfOrderIsAViolation()
    {
        _rig.Log.Make(EntryKind.NoOp, EntryFlags.None, []);
        _rig.Executor.Enqueue(_rig.Log.Make(EntryKind.NoOp, EntryFlags.None, []));
        Assert.Throws<ContractViolationException>(() => _rig.Executor.Run(1));
    }

    [Fact]
    public void AnEntryOfAnotherChainIsAViolation()
    {
        _rig.Run(_rig.Log.Make(EntryKind.NoOp, EntryFlags.None, []));
        var other = new LogWriter();
        other.Register(1);
        _rig.Executor.Enqueue(other.Make(EntryKind.NoOp, EntryFlags.None, []));
        Assert.Throws<ContractViolationException>(() => _rig.Executor.Run(1));
    }

    [Fact]
    public void ExecutingAllocatesNothingButTheReplies()
    {
        const int Items = 2_000;
        var rig = new ExecutorRig(machine: new LedgerMachine { KeepsContexts = false });
        var session = rig.Register(1);
        var sink = new CountingSink();
        var executor = new Executor(
            new LedgerMachine { KeepsContexts = false },
            new SessionTable(new SessionTableOptions { RepliesMax = 256 }),
            sink);
        var log = new LogWriter();
        executor.Enqueue(log.Register(1));
        Queue(executor, log, session, 1, Items);
        while (executor.Run(64))
        {
        }

        Queue(executor, log, session, Items + 1, Items);
        sink.ReplyBytes = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (executor.Run(64))
        {
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(2 * Items, sink.Count);

        // Replies are packed into chunks of at most 64 KiB: at most one chunk more than their bytes, and its object
        // header.
        Assert.InRange(allocated, 0, sink.ReplyBytes + (65 << 10));
    }

    private static void Queue(Executor executor, LogWriter log, SessionId session, int first, int count)
    {
        for (var number = first; number < first + count; number += 10)
        {
            var from = number;
            var items = Enumerable.Range(from, 10).Select(
                each => LogWriter.Item(session, (ulong)each, "0123456789abcdef"));
            executor.Enqueue(log.Make(EntryKind.Normal, EntryFlags.None, items));
        }
    }

    private sealed class CountingSink : ICompletionSink
    {
        public int Count { get; private set; }

        public long ReplyBytes { get; set; }

        public void Completed(
            SessionId session, RequestNumber number, ExecutionOutcome outcome, ReadOnlyMemory<byte> reply, OpNumber op)
        {
            Assert.True(outcome == ExecutionOutcome.Executed);
            Count++;
            ReplyBytes += reply.Length;
        }

        public void Registered(ReadOnlyMemory<byte> clientId, SessionId session)
        {
        }

        public void Evicted(SessionId session)
        {
        }
    }
}
