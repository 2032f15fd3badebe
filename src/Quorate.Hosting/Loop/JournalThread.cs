using System.Diagnostics;

namespace Quorate.Hosting;

/// <summary>
/// The one thread that writes and flushes (architecture.md §4). It takes everything that waits, in ticket order, and
/// makes it durable by one flush, so that groups grow by themselves while the disk is slow. It stops for good at the
/// first error.
/// </summary>
internal sealed class JournalThread : IDisposable
{
    private const int ReadBytesMax = 4 << 20;
    private static readonly TimeSpan SealAfter = TimeSpan.FromMilliseconds(50);

    private readonly Journal _journal;
    private readonly Mailbox<LoopItem> _loop;
    private readonly HostDiagnostics _diagnostics;
    private readonly Mailbox<JournalCommand> _commands = new(Parkers.Create());
    private readonly Thread _thread;
    private readonly bool _isReadOnly;
    private volatile bool _isStopping;

    public JournalThread(ReplicaStorage storage, Mailbox<LoopItem> loop, HostDiagnostics diagnostics, string name)
    {
        _journal = storage.Journal;
        _isReadOnly = storage.Recovered.Corruption is not null;
        _loop = loop;
        _diagnostics = diagnostics;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    public void Start() => _thread.Start();

    public void Post(List<JournalCommand> commands) => _commands.PostAll(commands);

    /// <summary>Writes what waits, and returns when the thread has ended.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _commands.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _commands.Dispose();
    }

    private void Run()
    {
        try
        {
            Serve();
        }
        catch (Exception error)
        {
            // Whatever failed, this replica must not promise anything more: the loop stops it with the reason
            // (viewstamped.md 11.5).
            var text = error is JournalFailedException ? error.Message : $"The journal failed: {error}";
            _loop.Post(new LoopItem(new StopReason(ViewNumber.Zero, _journal.Head, text), ReplicaId.None));
        }
    }

    private void Serve()
    {
        PrepareWhileIdle();
        var park = SealAfter;
        var taken = new List<JournalCommand>();
        while (true)
        {
            taken.Clear();
            taken = _commands.Take(taken, park);
            if (taken.Count > 0)
            {
                park = SealAfter;
                Execute(taken);
                continue;
            }

            if (_isStopping)
            {
                SealIfWritable();
                return;
            }

            PrepareWhileIdle();
            park = Timeout.InfiniteTimeSpan;
        }
    }

    /// <summary>Seals the last group and gets the next segment ready while nobody waits.</summary>
    private void PrepareWhileIdle()
    {
        SealIfWritable();
        if (!_isReadOnly)
        {
            _journal.PrepareNextSegment();
        }
    }

    private void SealIfWritable()
    {
        if (!_isReadOnly)
        {
            _journal.SealIfIdle();
        }
    }

    private void Execute(List<JournalCommand> commands)
    {
        var begun = Stopwatch.GetTimestamp();
        var writes = 0;
        foreach (var command in commands)
        {
            writes += Execute(command) ? 1 : 0;
        }

        if (writes > 0)
        {
            var durable = _journal.Flush();
            _diagnostics.Flushed(writes, Stopwatch.GetElapsedTime(begun));
            _loop.Post(new LoopItem(new Persisted(durable), ReplicaId.None));
        }
    }

    /// <summary>Returns whether the command is a write, which a flush must follow.</summary>
    private bool Execute(in JournalCommand command)
    {
        switch (command.Kind)
        {
            case JournalCommandKind.Append:
                _journal.Append(command.Ticket, command.Op, command.Entry!);
                return true;
            case JournalCommandKind.Truncate:
                _journal.Truncate(command.Ticket, command.Op);
                return true;
            case JournalCommandKind.SaveMetadata:
                _journal.SaveMetadata(command.Ticket, command.State!);
                return true;
            case JournalCommandKind.Install:
                _journal.InstallLog(command.Ticket, command.Op, command.Suffix!, command.State!);
                return true;
            case JournalCommandKind.Release:
                _journal.Release(command.Op);
                return false;
            default:
                var entries = _journal.Read(command.Op, command.Last, ReadBytesMax);
                _loop.Post(new LoopItem(new LogRead(command.Cookie, entries), ReplicaId.None));
                return false;
        }
    }
}
