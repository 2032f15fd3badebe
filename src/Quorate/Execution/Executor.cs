namespace Quorate;

/// <summary>
/// Takes committed entries in order, removes duplicates by session, applies the user's state machine, keeps the replies
/// and takes checkpoints (architecture.md §1). A queue of commands that its driver runs in slices, and may delay as it
/// likes. The same for all protocols. Not thread-safe.
/// </summary>
public sealed class Executor
{
    private readonly IStateMachine _machine;
    private readonly ICompletionSink _sink;
    private readonly Queue<Command> _commands = [];
    private CommittedEntry? _sliced;
    private EntryItems _items;
    private int _itemsLeft;
    private Checksum _lastChecksum;
    private AgreedTime _lastTimestamp;
    private IStateSnapshot? _published;
    private OpNumber _publishedOp;
    private TakenCheckpoint? _taken;
    private CheckpointReference? _installed;

    /// <summary>Creates an executor of a state machine that has executed nothing.</summary>
    /// <param name="machine">The user's state machine; only the executor changes it from now on.</param>
    /// <param name="sessions">An empty session table; only the executor changes it from now on.</param>
    /// <param name="sink">Hears what became of every request.</param>
    public Executor(IStateMachine machine, SessionTable sessions, ICompletionSink sink)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(sink);
        _machine = machine;
        Sessions = sessions;
        _sink = sink;
    }

    /// <summary>The sessions as of the last executed item; admission asks it.</summary>
    public SessionTable Sessions { get; }

    /// <summary>The last op executed completely.</summary>
    public OpNumber Executed { get; private set; }

    /// <summary>The state machine's next deadline.</summary>
    public AgreedTime? NextDeadline => _machine.NextDeadline;

    /// <summary>Whether a command waits, or an entry is executed in part.</summary>
    public bool HasWork => _sliced is not null || _commands.Count > 0;

    /// <summary>Queues a committed entry; entries come in op order without gaps.</summary>
    public void Enqueue(in CommittedEntry committed)
    {
        Contract.Assert(committed.Entry is not null, "what is committed is an entry");
        _commands.Enqueue(new Command(committed, default, null));
    }

    /// <summary>Queues a committed entry that was given its op and time when it was ordered.</summary>
    public void Enqueue(Entry entry) => Enqueue(CommittedEntry.Of(entry));

    /// <summary>Queues the replacement of sessions and state by a checkpoint.</summary>
    /// <param name="reference">The checkpoint.</param>
    /// <param name="chunks">Its chunks; enumerated when the command runs.</param>
    public void EnqueueInstall(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        _commands.Enqueue(new Command(default, reference, chunks));
    }

    /// <summary>
    /// Runs commands until about <paramref name="itemBudget"/> items are executed; an entry without items counts as
    /// one. Only an entry larger than the whole budget is cut into slices. Stops early after a checkpoint was taken or
    /// installed, so that its driver reports things in their order.
    /// </summary>
    /// <param name="itemBudget">At least 1.</param>
    /// <returns>Whether work remains.</returns>
    /// <exception cref="FormatException">A checkpoint could not be loaded: the state is void and the replica must
    /// stop.</exception>
    public bool Run(int itemBudget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(itemBudget, 1);
        Contract.Assert(_taken is null && _installed is null, "what the executor reports is taken before it goes on");
        var whole = itemBudget;
        while (itemBudget > 0 && HasWork && _taken is null && _installed is null)
        {
            if (_sliced is not null)
            {
                RunItems(ref itemBudget);
                continue;
            }

            if (_commands.Peek().Committed.Entry is { } next
                && next.Header.ItemCount > itemBudget && itemBudget < whole)
            {
                // Cutting it would cost a snapshot; it waits for the next run, whose whole budget may hold it.
                break;
            }

            RunCommand(_commands.Dequeue(), ref itemBudget);
        }

        return HasWork;
    }

    /// <summary>Takes the checkpoint that the last run took, if it did.</summary>
    public TakenCheckpoint? TakeCheckpoint()
    {
        var taken = _taken;
        _taken = null;
        return taken;
    }

    /// <summary>Takes the checkpoint that the last run installed, if it did.</summary>
    public CheckpointReference? TakeInstalled()
    {
        var installed = _installed;
        _installed = null;
        return installed;
    }

    /// <summary>Replaces sessions and state at once by a checkpoint, and verifies its digest.</summary>
    /// <param name="reference">The checkpoint.</param>
    /// <param name="chunks">Its chunks, in order.</param>
    /// <exception cref="FormatException">
    /// The chunks are not that checkpoint: the state is void and the replica must stop.
    /// </exception>
    public void Load(CheckpointReference reference, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        Contract.Assert(_sliced is null, "a checkpoint is loaded between entries");
        CheckpointFormat.Load(reference.Op, chunks, Sessions, _machine);
        _published = null;
        Executed = reference.Op;
        _lastChecksum = reference.EntryChecksum;
        _lastTimestamp = reference.Timestamp;
        var digest = CheckpointFormat.DigestOf(reference.Op, Sessions.Digest, _machine.Snapshot().Digest);
        if (digest != reference.StateDigest)
        {
            throw new FormatException(
                $"The checkpoint at op {reference.Op} has digest {digest}, not {reference.StateDigest}.");
        }
    }

    /// <summary>
    /// An immutable state at an entry's end: the latest one, or, while an entry is executed in part, the one before it.
    /// Published on demand, once per batch.
    /// </summary>
    /// <param name="op">The last op executed in it.</param>
    public IStateSnapshot LatestSnapshot(out OpNumber op)
    {
        if (_sliced is null)
        {
            Publish();
        }

        Contract.Assert(_published is not null, "a state was published before an entry was cut into slices");
        op = _publishedOp;
        return _published;
    }

    private void RunCommand(in Command command, ref int itemBudget)
    {
        if (command.Committed.Entry is not null)
        {
            Begin(command.Committed, itemBudget);
            RunItems(ref itemBudget);
            return;
        }

        Contract.Assert(command.Reference.Op >= Executed, "installing a checkpoint never takes back what was executed");
        Load(command.Reference, command.Chunks!);
        _installed = command.Reference;
    }

    private void Publish()
    {
        if (_published is null || _publishedOp != Executed)
        {
            _published = _machine.Snapshot();
            _publishedOp = Executed;
        }
    }

    private void Begin(in CommittedEntry committed, int itemBudget)
    {
        var header = committed.Entry.Header;
        Contract.Assert(committed.Op == Executed.Next, "entries execute in op order without gaps");
        Contract.Assert(
            header.IsStamped || (header.Op == committed.Op && header.Parent == _lastChecksum),
            "each executed entry continues the chain of the one before");
        Contract.Assert(
            Executed == OpNumber.Zero || committed.Time > _lastTimestamp, "agreed time grows from entry to entry");
        if (header.ItemCount > itemBudget)
        {
            Publish();
        }
        else
        {
            _published = null;
        }

        _sliced = committed;
        _items = committed.Entry.Items;
        _itemsLeft = header.ItemCount;
    }

    private void RunItems(ref int itemBudget)
    {
        var committed = _sliced!.Value;
        var header = committed.Entry.Header;
        if (header.Kind is EntryKind.Normal or EntryKind.Register)
        {
            for (; itemBudget > 0 && _itemsLeft > 0; itemBudget--, _itemsLeft--)
            {
                var moved = _items.MoveNext();
                Contract.Assert(moved, "a verified entry has as many items as its header says");
                ExecuteItem(committed, _items.Current);
            }

            if (_itemsLeft > 0)
            {
                return;
            }
        }
        else if (header.Kind == EntryKind.Pulse)
        {
            _machine.Pulse(new OperationContext(committed.Op, committed.Time, SessionId.Zero));
        }

        End(committed, ref itemBudget);
    }

    private void ExecuteItem(in CommittedEntry committed, in EntryItem item)
    {
        if (committed.Entry.Header.Kind == EntryKind.Register)
        {
            Register(committed.Op, item);
            return;
        }

        var outcome = Sessions.Begin(item, out var buffer, out var stored);
        if (outcome == ExecutionOutcome.Executed)
        {
            var context = new OperationContext(committed.Op, committed.Time, item.Session);
            _machine.Apply(context, item.Operation.Span, buffer!);
            var reply = Sessions.Finish(item, committed.Op);
            _sink.Completed(item.Session, item.Number, outcome, reply, committed.Op);
            return;
        }

        var op = outcome == ExecutionOutcome.Duplicate ? stored.Op : committed.Op;
        var kept = outcome == ExecutionOutcome.Duplicate ? stored.Reply : default;
        _sink.Completed(item.Session, item.Number, outcome, kept, op);
    }

    private void Register(OpNumber op, in EntryItem item)
    {
        var registered = Sessions.Register(op, item.Operation.Span, out var session, out var evicted);
        if (evicted != SessionId.Zero)
        {
            _sink.Evicted(evicted);
        }

        if (registered)
        {
            _sink.Registered(item.Operation, session);
        }
    }

    private void End(in CommittedEntry committed, ref int itemBudget)
    {
        itemBudget -= committed.Entry.Header.ItemCount == 0 ? 1 : 0;
        _sliced = null;
        _items = default;
        Sessions.EndEntry();
        Executed = committed.Op;
        _lastChecksum = committed.Entry.Checksum;
        _lastTimestamp = committed.Time;
        if (committed.TakesCheckpoint)
        {
            TakeCheckpointAt(committed);
        }
    }

    private void TakeCheckpointAt(in CommittedEntry committed)
    {
        var sessions = Sessions.Snapshot();
        Publish();
        var machine = _published!;
        var op = committed.Op;
        var digest = CheckpointFormat.DigestOf(op, sessions.Digest, machine.Digest);
        var reference = new CheckpointReference(op, committed.Entry.Checksum, committed.Time, digest);
        _taken = new TakenCheckpoint(reference, CheckpointFormat.Chunks(op, sessions, machine));
    }

    private readonly record struct Command(
        CommittedEntry Committed, CheckpointReference Reference, IEnumerable<ReadOnlyMemory<byte>>? Chunks);
}
