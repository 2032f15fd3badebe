using Quorate.Broadcast;

namespace Quorate.Simulation;

/// <summary>
/// A process of the world: its stack, the disk below it, and what waits for the disk. A crash keeps a prefix of the
/// writes under way, each whole or not at all, and loses everything else. It may come in the middle of a step, after
/// some of its effects.
/// </summary>
internal sealed class StackProcess : ILayerEffects
{
    private readonly StackWorld _world;
    private readonly SortedDictionary<CellKey, ReadOnlyMemory<byte>> _disk = [];
    private readonly Queue<(Ticket Ticket, IReadOnlyList<CellChange> Changes)> _writes = new();
    private readonly List<(Ticket After, ReplicaId To, ReadOnlyMemory<byte> Frame)> _heldSends = [];
    private readonly List<(Ticket After, BroadcastStep Step)> _held = [];
    private ILayer? _stack;
    private Ticket _persisted;
    private Ticket _issued;
    private ulong _incarnation;
    private bool _isRefused;
    private (int EffectsLeft, int WritesKept)? _end;

    public StackProcess(StackWorld world, ReplicaId id)
    {
        _world = world;
        Id = id;
    }

    public ReplicaId Id { get; }

    public bool IsUp => _stack is not null;

    public bool HasWrites => _writes.Count > 0;

    public MonotonicTime NextDeadline => _stack?.NextDeadline ?? MonotonicTime.Never;

    public void Start()
    {
        Contract.Assert(!IsUp, "a process starts when it is down");
        _incarnation++;
        var cells = new StableCells(_disk, _issued);
        var membership = new Membership(Id, _world.Options.Members);
        _stack = _world.Options.Stack(new StackContext(membership, cells, new Incarnation(_incarnation)));
        _persisted = _issued;
        Step(StackStarted.Instance);
        Step(new Tick(new MonotonicTime(_world.History.Now), default));
    }

    public void Crash(int writesKept)
    {
        for (var kept = 0; kept < writesKept; kept++)
        {
            Write();
        }

        _writes.Clear();
        _held.Clear();
        _heldSends.Clear();
        _stack = null;
        _end = null;
        _world.History.Add(BroadcastStepKind.Crashed, Id, ReplicaId.None);
    }

    public int WritesUnderWay => _writes.Count;

    /// <summary>The next step is the last: the crash comes after so many of its effects, or at its end.</summary>
    public void CrashDuringNextStep(int effects, int writesKept) => _end = (effects, writesKept);

    /// <summary>A crash that was to come in the next step comes now.</summary>
    public void CrashIfDue()
    {
        if (_end is { } end)
        {
            Crash(Math.Min(end.WritesKept, WritesUnderWay));
        }
    }

    /// <summary>One write reaches the disk, and the stack hears of it.</summary>
    public void Persist()
    {
        Write();
        foreach (var (_, to, frame) in Released(_heldSends, held => held.After))
        {
            _world.Transmit(Id, to, frame);
        }

        Step(new Persisted(_persisted));
    }

    public void Step(ReplicaEvent replicaEvent)
    {
        StepStack(replicaEvent);
        CrashIfDue();
    }

    /// <summary>Asks the stack for a message.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Request(ReplicaEvent request, ReplicaId to, ulong message)
    {
        // Asked for before the step: a stack may deliver to itself within it.
        _isRefused = false;
        _world.History.Add(BroadcastStepKind.Requested, Id, to, message);
        StepStack(request);
        if (_isRefused)
        {
            _world.History.Withdraw(message);
        }
        else if (_end is not { EffectsLeft: 0 })
        {
            Record(_issued, BroadcastStepKind.Promised, to, message, 0);
        }

        CrashIfDue();
        return !_isRefused;
    }

    public void Send(ReplicaId to, ReadOnlyMemory<byte> frame, Ticket after)
    {
        if (IsCutOff())
        {
            return;
        }

        if (after <= _persisted)
        {
            _world.Transmit(Id, to, frame);
        }
        else
        {
            _heldSends.Add((after, to, frame));
        }
    }

    public void Save(Ticket ticket, IReadOnlyList<CellChange> changes)
    {
        if (IsCutOff())
        {
            return;
        }

        Contract.Assert(ticket == _issued.Next, "tickets are one order without gaps");
        _issued = ticket;
        _writes.Enqueue((ticket, changes));
    }

    public void Deliver(in LayerDelivery delivery)
    {
        if (!IsCutOff())
        {
            var message = StackPayload.Read(delivery.Payload.Span);
            Record(delivery.After, BroadcastStepKind.Delivered, delivery.From, message, delivery.Number);
        }
    }

    public void Acknowledged(ReplicaId to, ulong tag)
    {
    }

    public void Refuse(LayerRefusal reason, ReadOnlyMemory<byte> payload)
    {
        _isRefused = true;
        _world.Refused++;
    }

    public void Drop(ReplicaId from, LayerDrop reason) => _world.CountDrop(reason);

    private void StepStack(ReplicaEvent replicaEvent)
    {
        Contract.Assert(_stack is not null, "only a process that is up is stepped");
        _stack.Step(replicaEvent, this);
    }

    // Counts an effect of the last step of a process that is about to crash.
    private bool IsCutOff()
    {
        if (_end is not { } end)
        {
            return false;
        }

        _end = end with { EffectsLeft = Math.Max(0, end.EffectsLeft - 1) };
        return end.EffectsLeft == 0;
    }

    private void Write()
    {
        var (ticket, changes) = _writes.Dequeue();
        foreach (var change in changes.Where(change => !_world.Options.Forgets.Contains(change.Key.Kind)))
        {
            if (change.IsErased)
            {
                _disk.Remove(change.Key);
            }
            else
            {
                _disk[change.Key] = change.Value;
            }
        }

        _persisted = ticket;
        foreach (var (_, step) in Released(_held, held => held.After))
        {
            _world.History.Add(step.Kind, Id, step.Peer, step.Message, step.Number);
        }
    }

    private void Record(Ticket after, BroadcastStepKind kind, ReplicaId peer, ulong message, ulong number)
    {
        if (after <= _persisted)
        {
            _world.History.Add(kind, Id, peer, message, number);
        }
        else
        {
            _held.Add((after, new BroadcastStep(_world.History.Now, kind, Id, peer, message, number)));
        }
    }

    private List<T> Released<T>(List<T> held, Func<T, Ticket> after)
    {
        var released = held.FindAll(item => after(item) <= _persisted);
        held.RemoveAll(item => after(item) <= _persisted);
        return released;
    }
}
