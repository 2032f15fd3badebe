namespace Quorate.Simulation;

/// <summary>
/// One replica's disk: the production journal over a medium that forgets, the queue in front of its flush thread, and
/// the durable image that the checkers believe. Group flush as in the host: what was ordered before the flush began
/// goes with it, what comes later waits for the next one.
/// </summary>
internal sealed class SimulatedDisk(SimulatedJournalMedium medium, JournalOptions options)
{
    private const int OpeningOperationsMax = 10;
    private readonly List<PendingWrite> _queued = [];
    private readonly IJournalMedium _access = medium;
    private Journal? _journal;
    private OpNumber _release;

    /// <summary>Creates a disk whose journal reaches the medium through a (deliberately broken) wrapper.</summary>
    public SimulatedDisk(SimulatedJournalMedium medium, IJournalMedium access, JournalOptions options)
        : this(medium, options) => _access = access;

    /// <summary>What is durable.</summary>
    public DurableImage Image { get; } = new();

    /// <summary>The checkpoint files.</summary>
    public SimulatedCheckpoints Checkpoints { get; } = new(options.Cluster);

    /// <summary>Whether a flush is under way.</summary>
    public bool IsFlushing { get; private set; }

    /// <summary>Whether writes wait for a flush.</summary>
    public bool HasQueued => _queued.Count > 0;

    /// <summary>Opens the journal after a start or a crash.</summary>
    public JournalOpenResult Open()
    {
        var result = Journal.Open(_access, options);
        _journal = result.Journal;
        return result;
    }

    /// <summary>The power fails again while the journal opens: at any of its writes and flushes.</summary>
    public void FailWhileOpening(Prng random)
    {
        medium.OperationsUntilFailure = random.Below(OpeningOperationsMax);
        try
        {
            _ = Journal.Open(_access, options);
        }
        catch (JournalFailedException)
        {
            // Cut short: what the next opening finds is the point of it.
        }

        medium.Crash(random);
    }

    /// <summary>Orders a write.</summary>
    public void Order(in PendingWrite write)
    {
        _queued.Add(write);
        Image.Order(write);
    }

    /// <summary>Frees log records, with the next flush.</summary>
    public void ReleaseLog(OpNumber last) => _release = last > _release ? last : _release;

    /// <summary>Hands everything ordered so far to the journal; <see cref="CompleteFlush"/> makes it durable.</summary>
    public void BeginFlush()
    {
        Contract.Assert(!IsFlushing, "one group is flushed at a time");
        IsFlushing = true;
        foreach (var write in _queued)
        {
            Write(write);
        }

        _queued.Clear();
    }

    /// <summary>The flush returns.</summary>
    /// <returns>The highest ticket that is durable now.</returns>
    public Ticket CompleteFlush()
    {
        Contract.Assert(IsFlushing, "a flush that ends has begun");
        IsFlushing = false;
        var ticket = _journal!.Flush();
        Image.Flushed(ticket.Value);
        if (_release > OpNumber.Zero)
        {
            _journal.Release(_release);
            _release = OpNumber.Zero;
        }

        return ticket;
    }

    /// <summary>Reads entries back.</summary>
    public IReadOnlyList<Entry>? Read(OpNumber first, OpNumber last, int bytesMax) =>
        _journal!.Read(first, last, bytesMax);

    /// <summary>
    /// The power fails: what waited is gone, what was written but not flushed is kept, lost, torn or reordered;
    /// possibly in the middle of the flush itself.
    /// </summary>
    public void Crash(Prng random)
    {
        if (IsFlushing && random.Chance(0.5))
        {
            medium.OperationsUntilFailure = random.Below(5);
            try
            {
                _journal!.Flush();
            }
            catch (JournalFailedException)
            {
                // The flush was cut short: the state in which the medium is now left is the point of it.
            }
        }

        medium.Crash(random);
        _queued.Clear();
        _release = OpNumber.Zero;
        _journal = null;
        IsFlushing = false;
        Checkpoints.Crash();
    }

    private void Write(in PendingWrite write)
    {
        var ticket = new Ticket(write.Ticket);
        switch (write.Kind)
        {
            case PendingWriteKind.Append:
                _journal!.Append(ticket, new OpNumber(write.After + 1), write.Entry!);
                break;
            case PendingWriteKind.Truncate:
                _journal!.Truncate(ticket, new OpNumber(write.After));
                break;
            case PendingWriteKind.Metadata:
                _journal!.SaveMetadata(ticket, write.State!);
                break;
            default:
                _journal!.InstallLog(ticket, new OpNumber(write.After), write.Suffix, write.State!);
                break;
        }
    }
}
