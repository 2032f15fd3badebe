using Quorate.Viewstamped;

namespace Quorate.Simulation;

/// <summary>
/// What a replica's disk is known to hold at this instant, kept beside the journal by the world from the writes ordered
/// and the flushes completed: the witness for every promise (architecture.md §10). Writes that no flush has covered
/// wait, in order.
/// </summary>
internal sealed class DurableImage
{
    private readonly List<Checksum> _log = [];
    private readonly Queue<PendingWrite> _pending = [];
    private ViewstampedMetadata? _views;

    /// <summary>The op after which the log kept here begins.</summary>
    public ulong Base { get; private set; }

    /// <summary>The durable head.</summary>
    public ulong Head => Base + (ulong)_log.Count;

    /// <summary>The durable metadata.</summary>
    public DurableState State { get; private set; } = new();

    /// <summary>The views in it, of a replica of Viewstamped Replication.</summary>
    public ViewstampedMetadata Views => _views ??= ViewstampedMetadata.Of(State);

    /// <summary>Looks at every change; null where nobody looks.</summary>
    public IDurableWitness? Witness { get; set; }

    /// <summary>Writes ordered but not flushed.</summary>
    public IReadOnlyCollection<PendingWrite> Pending => _pending;

    /// <summary>The identity of the durable entry at an op, or null when there is none.</summary>
    public Checksum? At(ulong op) => op > Base && op <= Head ? _log[(int)(op - Base) - 1] : null;

    /// <summary>A write was ordered.</summary>
    public void Order(PendingWrite write) => _pending.Enqueue(write);

    /// <summary>Everything ordered at or below the ticket is on disk now.</summary>
    public void Flushed(ulong ticket)
    {
        while (_pending.TryPeek(out var write) && write.Ticket <= ticket)
        {
            Apply(_pending.Dequeue());
        }
    }

    /// <summary>The process died and the journal was opened again: this is what the disk holds.</summary>
    public void Reset(RecoveredState recovered)
    {
        _pending.Clear();
        _log.Clear();
        Base = recovered.Durable.LogBase.Value;
        foreach (var entry in recovered.Log)
        {
            _log.Add(entry.Checksum);
        }

        State = recovered.Durable;
        _views = null;
        Witness?.Recovered(recovered);
    }

    /// <summary>A copy without the waiting writes.</summary>
    public DurableImage Copy()
    {
        var copy = new DurableImage { Base = Base, State = State };
        copy._log.AddRange(_log);
        return copy;
    }

    /// <summary>Applies one write.</summary>
    public void Apply(in PendingWrite write)
    {
        if (write.Kind == PendingWriteKind.Append)
        {
            Contract.Assert(write.After == Head, "a replica appends right after its head");
            _log.Add(write.Entry!.Checksum);
            Witness?.Appended(write.Entry);
        }

        if (write.Kind is PendingWriteKind.Truncate or PendingWriteKind.Install)
        {
            Replace(write);
        }

        if (write.State is { } state)
        {
            State = state;
            _views = null;
        }
    }

    private void Replace(in PendingWrite write)
    {
        var isCut = write.After >= Base && write.After < Head;
        var dropped = Witness is not null && isCut
            ? _log.GetRange((int)(write.After - Base), (int)(Head - write.After))
            : [];
        CutAfter(write.After);
        foreach (var entry in write.Suffix)
        {
            _log.Add(entry.Checksum);
        }

        Witness?.Replaced(dropped, write.After, this);
    }

    private void CutAfter(ulong op)
    {
        if (op < Base || op > Head)
        {
            // A checkpoint replaced everything: the log begins anew after it (viewstamped.md S6).
            _log.Clear();
            Base = op;
            return;
        }

        _log.RemoveRange((int)(op - Base), (int)(Head - op));
    }
}
