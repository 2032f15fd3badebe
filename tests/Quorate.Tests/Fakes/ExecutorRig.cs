namespace Quorate.Tests;

/// <summary>An executor with a ledger, fed by a log of its own.</summary>
internal sealed class ExecutorRig
{
    public ExecutorRig(SessionTableOptions? options = null, LedgerMachine? machine = null, LogWriter? log = null)
    {
        Log = log ?? new LogWriter();
        Machine = machine ?? new LedgerMachine();
        Executor = new Executor(Machine, new SessionTable(options ?? new SessionTableOptions()), Sink);
    }

    public LedgerMachine Machine { get; }

    public RecordingSink Sink { get; } = new();

    public Executor Executor { get; }

    public LogWriter Log { get; }

    public SessionId Register(ulong client)
    {
        Run(Log.Register(client));
        return Sink.Registrations[^1];
    }

    public RecordingSink.Completion Execute(SessionId session, ulong number, string text)
    {
        Run(Log.Normal(LogWriter.Item(session, number, text)));
        return Sink.Last;
    }

    public void Run(Entry entry)
    {
        Executor.Enqueue(entry);
        Assert.False(Executor.Run(int.MaxValue));
    }

    public TakenCheckpoint Checkpoint()
    {
        Run(Log.Make(EntryKind.NoOp, EntryFlags.Checkpoint, []));
        return Executor.TakeCheckpoint() ?? throw new InvalidOperationException("no checkpoint was taken");
    }
}
